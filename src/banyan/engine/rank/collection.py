"""What a collection of listings is made of, as arrays: how rare each term is, and each listing's profile.

Profiles and frequencies come from the index, which computed them from the records' own texts in the one way of
``text.profile``, so that the ranking is the same whatever index stands behind the port.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Floats, IndexReader, Ints, Profile
from banyan.engine.text.common import common_terms
from banyan.engine.text.profile import analysed, numbers_of, profiles
from banyan.engine.text.rarity import rarity
from banyan.engine.types import Record

__all__ = ["Collection", "Floats", "Ints", "Profile"]

_SLOTS: Final = 1 << 20
_MOST_NAMES: Final = 300_000
_NUMBER: Final = 0x7FFFFFFF


class Collection:
    """Profiles and term statistics over one generation of an index. Safe to share between threads."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self.size = max(len(index), 1)
        self._lock = threading.Lock()
        self._names: dict[int, str] = {}
        self._older: dict[int, str] = {}
        self._seen = np.full(_SLOTS, -1, dtype=np.int64)
        """Frequencies met, ``count << 32 | common << 31 | number`` in the slot that the number's last bits name: one
        word each, so that no thread reads half of what another writes."""
        self._tables: tuple[Floats, Floats] | None = None
        self._languages: Mapping[str, int] | None = None

    def listings_in(self, language: str | None) -> int:
        """Listings in a language (declared or recognised; None: neither), at least 1."""
        if self._languages is None:
            self._languages = self._index.languages()
        return max(self._languages.get(language or "", 0), 1)

    def profile(self, record: Record) -> Profile:
        """The profile of a record of the index."""
        card = self._index.cards([record.id]).get(record.id)
        return card.profile if card is not None else self.measure(record)

    def measure(self, record: Record) -> Profile:
        """The profile of any record (a need that is not in the index). Its terms can be named from then on."""
        return self.read(record)[0]

    def read(self, record: Record) -> tuple[Profile, Ints]:
        """``measure``, with the numbers of the record's terms in the order in which it says them."""
        text = analysed(record)
        self._learn({*text.compared, *text.title})
        return next(profiles([text])), np.array(numbers_of(text.compared), dtype=np.int64)

    def frequency(self, terms: Ints) -> Floats:
        """In how many listings each term occurs (at least 0)."""
        return self.known(terms).frequency.astype(np.float64)

    def common(self, terms: Ints) -> NDArray[np.bool_]:
        """Which terms are words that most listings use (``text.common``)."""
        return self.known(terms).common

    def known(self, terms: Ints) -> Known:
        """``frequency`` and ``common`` at once."""
        packed = self._seen[terms & (_SLOTS - 1)]
        missing = np.flatnonzero(packed & _NUMBER != terms)
        missing = missing[terms[missing] >= 0]
        if len(missing):
            wanted = np.unique(terms[missing])
            found = self._index.frequency(wanted) << 32 | _is_common(wanted).astype(np.int64) << 31 | wanted
            self._seen[wanted & (_SLOTS - 1)] = found
            packed[missing] = found[np.searchsorted(wanted, terms[missing])]
        return Known(np.clip(packed >> 32, 0, None), packed & ~_NUMBER & 0xFFFFFFFF != 0)

    def rarity(self, frequency: Ints) -> Floats:
        """``text.rarity`` of terms that so many listings have."""
        return self._table()[0][np.minimum(frequency, self.size)]

    def smooth(self, frequency: Ints) -> Floats:
        """The inverse document frequency of a tf-idf cosine, 1 at least; a term that no listing has counts like one
        that a single listing has."""
        return self._table()[1][np.minimum(frequency, self.size)]

    def _table(self) -> tuple[Floats, Floats]:
        """Both by frequency: a logarithm for each term of each candidate would cost more than all else."""
        if self._tables is None:
            every = np.arange(self.size + 1)
            self._tables = rarity(every, self.size), np.log(self.size / np.maximum(every, 1)) + 1
        return self._tables

    def names(self, terms: Iterable[int]) -> list[str]:
        """The terms behind their numbers, of texts measured here."""
        names, older = self._names, self._older
        return [names.get(number) or older.get(number, "") for number in terms]

    def _learn(self, terms: set[str]) -> None:
        """Forgets what has not been met in the last hundreds of thousands of terms."""
        with self._lock:
            if len(self._names) > _MOST_NAMES:
                self._older, self._names = self._names, {}
            self._names.update(zip(numbers_of(terms), terms, strict=True))


class Known(NamedTuple):
    """What a collection knows of some terms."""

    frequency: Ints
    common: NDArray[np.bool_]


def _is_common(terms: Ints) -> NDArray[np.bool_]:
    common = _common()
    place = np.minimum(np.searchsorted(common, terms), len(common) - 1)
    return np.asarray(common[place] == terms)


@lru_cache(maxsize=1)
def _common() -> Ints:
    return np.sort(np.array(numbers_of(common_terms()), dtype=np.int64))
