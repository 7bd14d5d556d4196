"""In how many listings each term occurs: sorted tables of term numbers, added, subtracted and looked up as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """``terms`` sorted and distinct, ``counts`` beside them (of any integer type, perhaps mapped)."""

    terms: NDArray[np.integer]
    counts: NDArray[np.integer]

    def of(self, terms: Ints) -> Ints:
        """The count of each term; 0 where it is not there."""
        if not len(self.terms):
            return np.zeros(len(terms), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.terms, terms.astype(self.terms.dtype)), len(self.terms) - 1)
        return np.where(self.terms[place] == terms, self.counts[place], 0).astype(np.int64)


_SMALL: Final = 4
"""A table is kept by itself when it is of at least one in so many listings."""
EMPTY = Table(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64))


def counted(terms: Iterable[NDArray[np.integer]]) -> Table:
    """A table of distinct terms of several listings, one array a listing."""
    every = [array.astype(np.uint32) for array in terms]
    if not every:
        return EMPTY
    found, counts = np.unique(np.concatenate(every), return_counts=True)
    return Table(found, counts.astype(np.int64))


def combined(plus: Iterable[Table], minus: Iterable[Table] = ()) -> Table:
    """The sum of some tables less others; terms with no count left are dropped."""
    signed = [(table, 1) for table in plus] + [(table, -1) for table in minus]
    signed = [(table, sign) for table, sign in signed if len(table.terms)]
    if not signed:
        return EMPTY
    terms = np.concatenate([table.terms.astype(np.uint32) for table, _ in signed])
    counts = np.concatenate([table.counts.astype(np.int64) * sign for table, sign in signed])
    found, place = np.unique(terms, return_inverse=True)
    sums = np.bincount(place, weights=counts, minlength=len(found)).astype(np.int64)
    return Table(found[sums != 0], sums[sums != 0])


def layered(parts: Sequence[tuple[int, Table]], minus: Sequence[Table]) -> list[Table]:
    """Few tables whose sum is that of all, each given with its number of listings, less ``minus``: the large ones as
    they are, so that they stay mapped, and one of all the rest."""
    total = sum(size for size, _ in parts)
    large = [table for size, table in parts if size * _SMALL >= total]
    rest = combined([table for size, table in parts if size * _SMALL < total], minus)
    return [*large, rest] if len(rest.terms) or not large else large
