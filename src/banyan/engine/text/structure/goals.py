"""Which of the 17 goals a text is about: by vectors and hashed words where there are vectors, else by words alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from banyan.engine.ports import Vectors
from banyan.engine.text.analyse import spans
from banyan.engine.text.structure.hashing import bucket, counts
from banyan.engine.text.structure.shipped import Floats, Shipped, shipped
from banyan.engine.types import Guess

PRIOR: Final = 0.15
"""How often a goal is meant: our listings name 2.6 of 17."""
ABOUT: Final = PRIOR
"""From this confidence on a text is said to be about a goal: there, yes is as likely as no for a goal that half of the
texts in question are about, which is how the heads were fitted and how people ask ("is this about goal 6?")."""


@dataclass(frozen=True, slots=True)
class Goals:
    """Scores of the goals: 0 where yes is as likely as no if both were equally common."""

    codes: tuple[str, ...]
    logits: Floats

    def confidences(self) -> Floats:
        """0–1, with goals as common as they are."""
        return np.asarray(1 / (1 + np.exp(-(self.logits + math.log(PRIOR / (1 - PRIOR))))), dtype=np.float32)

    def of(self, code: str) -> float:
        """The score of the goal of a goal or target; 0 for what is neither."""
        goal = code.split(".", 1)[0]
        return float(self.logits[self.codes.index(goal)]) if goal in self.codes else 0.0


def goals_in(text: str, language: str | None, query: Vectors | None = None, encoder: str = "") -> Goals:
    """Scores of all goals; ``query`` is the text's vector by ``encoder``, used when it is the one the heads know."""
    model = shipped()
    by_words = _by_words(model, text, language)
    if query is None or encoder != model.encoder or not len(query):
        factor, *constant = model.mixes["goals_words"]
        return Goals(model.goals.codes, np.asarray(factor * by_words + np.array(constant), dtype=np.float32))
    by_vectors = model.goals.scores(model.centred(query))
    first, second, *constant = model.mixes["goals_both"]
    joined = first * by_vectors + second * by_words + np.array(constant)
    return Goals(model.goals.codes, np.asarray(joined, dtype=np.float32))


def about(text: str, language: str | None, query: Vectors | None = None, encoder: str = "") -> tuple[Guess, ...]:
    """The goals that a text is about, surest first, each with the word that speaks most for it."""
    found = goals_in(text, language, query, encoder)
    sure = found.confidences()
    order = [int(number) for number in np.argsort(-sure, kind="stable") if sure[number] >= ABOUT]
    words = _telling(text, language, order)
    return tuple(
        Guess(found.codes[number], round(float(sure[number]), 3), word)
        for number, word in zip(order, words, strict=True)
    )


def _by_words(model: Shipped, text: str, language: str | None) -> Floats:
    buckets, worth = counts(text, language)
    weighted = worth * model.rare[buckets]
    length = float(np.linalg.norm(weighted))
    scores = weighted @ model.words[buckets] / length if length else np.zeros(model.words.shape[1])
    return np.asarray(scores + model.words_constant, dtype=np.float32)


def _telling(text: str, language: str | None, goals: list[int]) -> list[str]:
    """For each goal the word of the text that adds most to its score; "" when none adds."""
    places = spans(text, language)
    if not places or not goals:
        return [""] * len(goals)
    model = shipped()
    buckets = np.array([bucket(term) for term, _, _ in places])
    added = model.rare[buckets][:, None] * model.words[buckets][:, goals]
    best = added.argmax(axis=0)
    return [
        text[places[row][1] : places[row][2]] if added[row, column] > 0 else ""
        for column, row in enumerate(map(int, best))
    ]
