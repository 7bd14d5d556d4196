"""What a collection of listings is made of, as arrays: terms as numbers, how rare each is, and each listing's profile.

Everything here is computed from the records' own texts and the index's document frequencies, so that the ranking is the
same whatever index stands behind the port. Profiles and frequencies are kept for one generation of an index.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import IndexReader
from banyan.engine.text import analyse, language, sentences
from banyan.engine.text.common import common_terms
from banyan.engine.types import Record

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_MOST_PROFILES: Final = 30_000  #: about 5 kB each
_MOST_TERMS: Final = 3_000_000
_LONGEST: Final = 60_000  #: characters of a text that count


@dataclass(frozen=True, slots=True)
class Profile:
    """A text as numbers. ``terms`` and ``pairs`` (of neighbouring terms) are sorted and distinct; ``counts`` go with
    them; a pair of terms a, b is ``a << 32 | b``. ``length`` counts terms with repeats."""

    terms: Ints
    counts: Floats
    pairs: Ints
    pair_counts: Floats
    title: Ints
    length: int
    language: str | None


def distinct_text(record: Record) -> str:
    """The record's text with each sentence once: saying a thing again adds nothing to a match."""
    text = record.whole()[:_LONGEST]
    return "\n".join(dict.fromkeys(text[start:end] for start, end in sentences.sentences(text)))


class Collection:
    """Profiles and term statistics over one generation of an index. Safe to share between threads."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self.size = max(len(index), 1)
        self._lock = threading.RLock()
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._frequency = np.full(1024, -1, dtype=np.int64)
        self._common = np.zeros(1024, dtype=np.bool_)
        self._profiles: dict[str, Profile] = {}
        self._languages: Mapping[str, int] | None = None

    @property
    def full(self) -> bool:
        """True when so many terms have been seen that it is time to begin again with a new one."""
        return len(self._names) >= _MOST_TERMS

    def listings_in(self, language: str | None) -> int:
        """Listings in a language (declared or recognised; None: neither), at least 1."""
        if self._languages is None:
            self._languages = self._index.languages()
        return max(self._languages.get(language or "", 0), 1)

    def profile(self, record: Record) -> Profile:
        """The profile of a record of the index, remembered by id."""
        known = self._profiles.get(record.id)
        if known is None:
            if len(self._profiles) >= _MOST_PROFILES:
                self._profiles.clear()
            known = self._profiles[record.id] = self.measure(record)
        return known

    def measure(self, record: Record) -> Profile:
        """The profile of any record, not remembered (a need that is not in the index)."""
        text = distinct_text(record)
        code = language.language_or_guess(record.language, text)
        in_order = self._number(analyse.terms(text, code))
        terms, counts = np.unique(in_order, return_counts=True)
        pairs, pair_counts = np.unique(in_order[:-1] << 32 | in_order[1:], return_counts=True)
        return Profile(
            terms=terms,
            counts=counts.astype(np.float64),
            pairs=pairs,
            pair_counts=pair_counts.astype(np.float64),
            title=np.unique(self._number(analyse.terms(record.title, code))),
            length=len(in_order),
            language=code,
        )

    def frequency(self, terms: Ints) -> Floats:
        """In how many listings each term occurs (at least 0)."""
        with self._lock:
            unknown = np.unique(terms[self._frequency[terms] < 0])
            if len(unknown):
                names = [self._names[number] for number in unknown]
                found = self._index.document_frequency(names)
                self._frequency[unknown] = [found.get(name, 0) for name in names]
            return self._frequency[terms].astype(np.float64)

    def common(self, terms: Ints) -> NDArray[np.bool_]:
        """Which terms are words that most listings use (``text.common``)."""
        return np.asarray(self._common[terms])

    def names(self, terms: Iterable[int]) -> list[str]:
        """The terms behind their numbers."""
        return [self._names[number] for number in terms]

    def _learn(self, term: str) -> None:
        number = self._numbers[term] = len(self._names)
        self._names.append(term)
        if number >= len(self._frequency):
            self._frequency = np.concatenate([self._frequency, np.full(number, -1, dtype=np.int64)])
            self._common = np.concatenate([self._common, np.zeros(number, dtype=np.bool_)])
        self._common[number] = term in common_terms()

    def _number(self, terms: Sequence[str]) -> Ints:
        numbers = self._numbers
        with self._lock:
            for term in terms:
                if term not in numbers:
                    self._learn(term)
        return np.fromiter((numbers[term] for term in terms), dtype=np.int64, count=len(terms))
