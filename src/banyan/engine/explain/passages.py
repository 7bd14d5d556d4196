"""The sentences of a listing that carry a match, with the places to mark in them.

A sentence carries a match when the listing would score less without it. Shared words alone do not tell: a long sentence
with two of them may hold the rest back. So the sentences with most of what is shared are left out in turn, and each
time the listing is scored again by the very ranking that put it in order, in the same collection. Its vectors stay as
they are: a text cannot be embedded again while somebody waits. Where no sentence's loss lowers the score, the one that
shares most is shown as what it is, where the listing comes nearest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banyan.engine.embed.texts import FIRST, PASSAGES, text_to_embed
from banyan.engine.explain.shared import Shared
from banyan.engine.ports import Vectors
from banyan.engine.rank.collection import Floats
from banyan.engine.rank.refit import log_odds
from banyan.engine.text import analyse, sentences
from banyan.engine.text.profile import Analysed
from banyan.engine.types import Passage, Record, Stands

MOST: Final = 2
_COMPARED: Final = 12
"""Sentences of a listing whose meaning is compared: the first ones, since each costs 20 ms to embed. On the official
SDG targets, one hidden among eleven others is found so in 97–100 of 100 cases (need in French, Spanish, Russian,
Arabic, Chinese or Swahili, listing in English); by words alike in both languages in 28–100; it stands first in 3–20."""
_READ: Final = 40_000  #: characters of a listing looked through
_TRIED: Final = 6  #: sentences left out in turn
_LEAST: Final = 0.02
"""Loss in log-odds, about that part of the odds, below which it is none: a listing that lost a sentence would also
change the collection a little."""
_LONGEST: Final = 320  #: characters of one passage
_SHORTEST: Final = 25  #: characters below which a passage says nothing, where there are longer ones
Recall = Callable[[Sequence[str]], Mapping[str, Vectors]]
"""The vectors of sentences, as far as they are known without much work."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    field: str
    text: str
    terms: tuple[str, ...]  #: in order, with repeats
    telling: frozenset[str]
    marks: tuple[tuple[int, int], ...]

    def passage(self, stands: Stands, share: float = 0.0) -> Passage:
        return Passage(field=self.field, text=self.text, marks=self.marks, share=round(share, 4), stands=stands)


class Reading:
    """A listing read for one need: which of its sentences to leave out, and what to show when it is known what that
    does to the score."""

    def __init__(self, record: Record, shared: Shared) -> None:
        self._title = analyse.terms(record.title, shared.language) if record.text or record.fields else []
        self._language = shared.language
        self._telling = shared.telling()
        self._every = _sentences(record, shared)
        self._shown = _long_enough(self._every)
        spoken = [sentence for sentence in self._shown if sentence.telling]
        self._tried = sorted(spoken, key=lambda sentence: -_worth(sentence, self._telling))[:_TRIED]

    def texts(self) -> list[Analysed]:
        """The listing whole, then without each of the sentences that are tried; empty when none is."""
        return [self._without(one) for one in (None, *self._tried)] if self._tried else []

    def _without(self, left_out: _Sentence | None) -> Analysed:
        said = [term for sentence in self._every if sentence is not left_out for term in sentence.terms]
        return Analysed(self._title, [], self._title + said, self._language)

    def passages(self, scores: Floats, *, most: int = MOST) -> tuple[Passage, ...]:
        """At most ``most`` sentences, from the scores of ``texts``; ``share`` is the part of the score that is lost
        without each.

        First the one whose loss costs most. The next costs something too, and has shared words that those before did
        not have. A listing that shares no telling words gives its first sentence, unmarked.
        """
        if not self._tried:
            return tuple(sentence.passage(Stands.OPENING) for sentence in self._shown[:1])
        whole, *rest = scores.tolist()
        lost = [log_odds(whole) - log_odds(score) for score in rest]
        carrying = {at for at, part in enumerate(lost) if part >= _LEAST}
        if not carrying:
            return (self._tried[0].passage(Stands.NEAREST),)
        left = dict(self._telling)
        chosen = [max(carrying, key=lambda at: (lost[at], -at))]
        while True:
            carrying.discard(chosen[-1])
            for term in self._tried[chosen[-1]].telling:
                left.pop(term, None)
            adding = {at: worth for at in carrying if (worth := _worth(self._tried[at], left)) > 0}
            if len(chosen) == most or not adding:
                return tuple(self._tried[at].passage(Stands.CARRIES, 1 - rest[at] / whole) for at in chosen)
            chosen.append(max(adding, key=lambda at: (adding[at], -at)))


def nearest_passages(record: Record, shared: Shared, need: Vectors, recall: Recall) -> tuple[Passage, ...]:
    """The sentence whose meaning is nearest to the need's; none where no sentence's vector is known.

    ``need`` has a row a vector. For listings in another language, where words do not tell. A listing has one vector for
    all its sentences, so that nothing is claimed of what the score would be without this one.
    """
    compared = set(passages_to_embed(record))
    pool = [sentence for sentence in _long_enough(_sentences(record, shared)) if sentence.text in compared]
    known = recall([sentence.text for sentence in pool])
    found = [(float((need @ known[one.text]).max()), -at, one) for at, one in enumerate(pool) if one.text in known]
    return (max(found, key=lambda item: item[:2])[2].passage(Stands.MEANING),) if found else ()


def passages_to_embed(record: Record) -> list[str]:
    """The sentences that ``nearest_passages`` compares: those that the listing's own vector is made of."""
    every = [text for _, text in _cut(record)]
    long = [text for text in every if len(text) >= _SHORTEST] or every
    embedded = text_to_embed(record, first=FIRST * PASSAGES)
    return ([text for text in long if text in embedded] or long)[:_COMPARED]


def _worth(sentence: _Sentence, left: Mapping[str, float]) -> float:
    """Weight of what it adds, less for long sentences, so that the tightest one wins."""
    return sum(left.get(term, 0.0) for term in sentence.telling) / math.sqrt(8 + len(sentence.terms))


def _sentences(record: Record, shared: Shared) -> list[_Sentence]:
    telling = frozenset(shared.telling())
    return [_marked(field, text, shared, telling) for field, text in _cut(record)]


def _long_enough(every: list[_Sentence]) -> list[_Sentence]:
    return [sentence for sentence in every if len(sentence.text) >= _SHORTEST] or every


def _cut(record: Record) -> Iterator[tuple[str, str]]:
    """Field and text of each different sentence."""
    budget = _READ
    seen: set[str] = set()
    texts = {"text": record.text, **record.fields}
    for field, text in texts.items() if any(texts.values()) else (("title", record.title),):
        part = text[:budget]
        budget -= len(part)
        for start, end in sentences.passages(part, longest=_LONGEST):
            sentence = part[start:end].rstrip(" ;；؛")
            if sentence and sentence not in seen:
                seen.add(sentence)
                yield field, sentence


def _marked(field: str, sentence: str, shared: Shared, telling: frozenset[str]) -> _Sentence:
    spans = analyse.spans(sentence, shared.language)
    marks = tuple((low, high) for term, low, high in spans if term in telling)
    terms = tuple(term for term, _, _ in spans)
    return _Sentence(field, sentence, terms, telling & frozenset(terms), _joined(marks, sentence))


def _joined(marks: tuple[tuple[int, int], ...], text: str) -> tuple[tuple[int, int], ...]:
    """Marks that overlap or stand one blank apart become one, so that a phrase is marked as a whole."""
    joined: list[tuple[int, int]] = []
    for low, high in marks:
        if joined and (low <= joined[-1][1] or text[joined[-1][1] : low] in (" ", "-")):
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)
