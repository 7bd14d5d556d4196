"""The candidates' terms (or pairs of terms) end to end, so that a need is compared with all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.index.block import Ragged
from banyan.engine.ports import Floats, Ints

_BITS: Final = 16
_SLOTS: Final = 1 << _BITS
_SPREADING: Final = np.uint64(0x9E3779B97F4A7C15)  #: 2^64 over the golden ratio (Knuth): spreads keys over the slots


def _slots_of(keys: Ints) -> NDArray[np.uint64]:
    return (keys.astype(np.uint64) * _SPREADING) >> np.uint64(64 - _BITS)


def logarithms(counts: Floats) -> Floats:
    """One more than the logarithm of each count, which are small whole numbers."""
    places = counts.astype(np.int64)
    return _LOGARITHMS[places] if places.max(initial=0) < len(_LOGARITHMS) else 1 + np.log(counts)


_LOGARITHMS: Final = np.concatenate(([1.0], 1 + np.log(np.arange(1, 1024))))


@dataclass(frozen=True, slots=True)
class Entries:
    """Sparse rows end to end: ``owner`` is the row of each entry."""

    keys: Ints
    counts: Floats
    owner: Ints
    rows: int

    def found(self, table: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """The place of each key in a sorted table of distinct ones, and whether it is there at all."""
        if not len(table):
            return np.zeros(len(self.keys), dtype=np.int64), np.zeros(len(self.keys), dtype=np.bool_)
        slots = np.zeros(_SLOTS, dtype=np.int64)
        taken = _slots_of(table)
        slots[taken] = np.arange(len(table))
        place = slots[_slots_of(self.keys)]
        hit = table[place] == self.keys
        for passed in np.flatnonzero(slots[taken] != np.arange(len(table))).tolist():  # another one has its slot
            here = self.keys == table[passed]
            place[here], hit[here] = passed, True
        return place, hit

    def sums(self, owner: Ints, values: Floats) -> Floats:
        return np.bincount(owner, weights=values, minlength=self.rows).astype(np.float64)


def stacked(rows: Ragged) -> Entries:
    sizes = np.diff(rows.starts)
    owner = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    return Entries(keys=rows.keys, counts=rows.counts, owner=owner, rows=len(sizes))
