"""The candidates' terms (or pairs of terms) end to end, so that a need is compared with all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Floats, Ints


@dataclass(frozen=True, slots=True)
class Entries:
    """Sparse rows end to end: ``owner`` is the row of each entry."""

    keys: Ints
    counts: Floats
    owner: Ints
    rows: int

    def found(self, table: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """The place of each key in a sorted table, and whether it is there at all."""
        if not len(table):
            return np.zeros(len(self.keys), dtype=np.int64), np.zeros(len(self.keys), dtype=np.bool_)
        place = np.minimum(np.searchsorted(table, self.keys), len(table) - 1)
        return place, table[place] == self.keys

    def sums(self, owner: Ints, values: Floats) -> Floats:
        return np.bincount(owner, weights=values, minlength=self.rows).astype(np.float64)


def stacked(keys: Sequence[Ints], counts: Sequence[Floats]) -> Entries:
    sizes = [len(row) for row in keys]
    return Entries(
        keys=np.concatenate(keys) if keys else np.empty(0, dtype=np.int64),
        counts=np.concatenate(counts) if counts else np.empty(0),
        owner=np.repeat(np.arange(len(sizes), dtype=np.int64), sizes),
        rows=len(sizes),
    )
