"""The sentences of a listing that carry a match, with the places to mark in them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from banyan.engine.explain.shared import Shared
from banyan.engine.text import analyse, sentences
from banyan.engine.types import Passage, Record

MOST: Final = 2
_READ: Final = 40_000  #: characters of a listing looked through
_LONGEST: Final = 320  #: characters of one passage
_SHORTEST: Final = 25  #: characters below which a passage says nothing, where there are longer ones


@dataclass(frozen=True, slots=True)
class _Sentence:
    field: str
    text: str
    terms: frozenset[str]
    length: int
    marks: tuple[tuple[int, int], ...]


def best_passages(record: Record, shared: Shared, *, most: int = MOST) -> tuple[Passage, ...]:
    """At most ``most`` sentences, each adding shared terms that those before did not have; ``share`` is the part of all
    shared weight that it carries.

    A listing that shares no words (another language) gives its first sentence, unmarked.
    """
    telling = shared.telling()
    every = list(_sentences(record, shared, frozenset(telling)))
    pool = [sentence for sentence in every if len(sentence.text) >= _SHORTEST] or every
    total = sum(telling.values())
    chosen: list[Passage] = []
    left = dict(telling)
    while pool and total and len(chosen) < most:
        best = max(pool, key=lambda sentence: _worth(sentence, left))
        gain = sum(left.get(term, 0.0) for term in best.terms)
        if gain <= 0:
            break
        chosen.append(Passage(field=best.field, text=best.text, marks=best.marks, share=round(gain / total, 4)))
        for term in best.terms:
            left.pop(term, None)
        pool.remove(best)
    if not chosen and pool:
        first = pool[0]
        return (Passage(field=first.field, text=first.text),)
    return tuple(chosen)


def _worth(sentence: _Sentence, left: dict[str, float]) -> float:
    """Weight of what it adds, less for long sentences, so that the tightest one wins."""
    return sum(left.get(term, 0.0) for term in sentence.terms) / math.sqrt(8 + sentence.length)


def _sentences(record: Record, shared: Shared, telling: frozenset[str]) -> Iterator[_Sentence]:
    budget = _READ
    seen: set[str] = set()
    texts = {"text": record.text, **record.fields}
    for field, text in texts.items() if any(texts.values()) else (("title", record.title),):
        part = text[:budget]
        budget -= len(part)
        for start, end in sentences.passages(part, longest=_LONGEST):
            sentence = part[start:end]
            if sentence in seen:
                continue
            seen.add(sentence)
            spans = analyse.spans(sentence, shared.language)
            marks = tuple((low, high) for term, low, high in spans if term in telling)
            terms = frozenset(term for term, _, _ in spans if term in telling)
            yield _Sentence(field, sentence, terms, len(spans), _joined(marks, sentence))


def _joined(marks: tuple[tuple[int, int], ...], text: str) -> tuple[tuple[int, int], ...]:
    """Marks that overlap or stand one blank apart become one, so that a phrase is marked as a whole."""
    joined: list[tuple[int, int]] = []
    for low, high in marks:
        if joined and (low <= joined[-1][1] or text[joined[-1][1] : low] in (" ", "-")):
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)
