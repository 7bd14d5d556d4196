"""Which of the 17 goals a text is about: by vectors and hashed words where there are vectors, else by words alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors
from banyan.engine.text.analyse import spans
from banyan.engine.text.structure.hashing import bucket, counts, tells
from banyan.engine.text.structure.shipped import Floats, Shipped, shipped
from banyan.engine.types import Guess

LEAST: Final = 0.2
"""Goals less sure than this are not named."""

_LANGUAGES: Final = frozenset({"ar", "en", "es", "fr", "ru", "zh"})
"""Whose words the heads have read."""


@dataclass(frozen=True, slots=True)
class Goals:
    """Scores of the goals, and how sure they are.

    A score of 0 is where yes is as likely as no in a question ("is this text about goal 6?") that half of the texts in
    question answer with yes: how the heads were fitted, and how people ask. ``sure`` (0–1) is how often a goal of that
    score was declared in our own listings, which name 2.3 goals of 17.
    """

    codes: tuple[str, ...]
    scores: Floats
    sure: Floats

    def of(self, code: str) -> float:
        """The score of the goal of a goal or target; 0 for what is neither."""
        goal = code.split(".", 1)[0]
        return float(self.scores[self.codes.index(goal)]) if goal in self.codes else 0.0


def goals_in(text: str, language: str | None, query: Vectors | None = None, encoder: str = "") -> Goals:
    """Scores of all goals; ``query`` is the text's vector by ``encoder``, used when it is the one the heads know."""
    model = shipped()
    by_words = _by_words(model, text, language)
    if query is None or encoder != model.encoder or not len(query):
        factor, *constant = model.mixes["goals_words"]
        return _known(model, factor * by_words + np.array(constant), "goals_sure_words")
    by_vectors = model.goals.scores(model.centred(query))
    first, second, *constant = model.mixes["goals_both"]
    return _known(model, first * by_vectors + second * by_words + np.array(constant), "goals_sure_both")


def _known(model: Shipped, scores: NDArray[np.float64], mix: str) -> Goals:
    factor, constant = model.mixes[mix]
    sure = 1 / (1 + np.exp(-(factor * scores + constant)))
    return Goals(model.goals.codes, np.asarray(scores, dtype=np.float32), np.asarray(sure, dtype=np.float32))


def about(text: str, language: str | None, found: Goals) -> tuple[Guess, ...]:
    """The goals that a text is likely about, surest first, each with the word that speaks most for it."""
    order = [int(number) for number in np.argsort(-found.sure, kind="stable") if found.sure[number] >= LEAST]
    words = _telling(text, language, order)
    return tuple(
        Guess(found.codes[number], round(float(found.sure[number]), 3), word)
        for number, word in zip(order, words, strict=True)
    )


def _by_words(model: Shipped, text: str, language: str | None) -> Floats:
    if language is not None and language not in _LANGUAGES:
        return model.words_constant  # words that the heads never read say nothing
    buckets, worth = counts(text, language)
    weighted = worth * model.rare[buckets]
    length = float(np.linalg.norm(weighted))
    scores = weighted @ model.words[buckets] / length if length else np.zeros(model.words.shape[1])
    return np.asarray(scores + model.words_constant, dtype=np.float32)


def _telling(text: str, language: str | None, goals: list[int]) -> list[str]:
    """For each goal the word of the text that adds most to its score; "" when none adds."""
    places = [place for place in spans(text, language) if tells(place[0])]
    if not places or not goals or (language is not None and language not in _LANGUAGES):
        return [""] * len(goals)
    model = shipped()
    buckets = np.array([bucket(term) for term, _, _ in places])
    added = model.rare[buckets][:, None] * model.words[buckets][:, goals]
    best = added.argmax(axis=0)
    return [
        text[places[row][1] : places[row][2]] if added[row, column] > 0 else ""
        for column, row in enumerate(map(int, best))
    ]
