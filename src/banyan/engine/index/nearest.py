"""Vectors of listings in rows, and the search among them: exact, with any filter, no training, no build time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Final

import numkong
import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors
from banyan.engine.types import Filter, Kind

Half = NDArray[np.float16]
Mask = NDArray[np.bool_]

#: Kinds in the order of their stored number; a new kind goes to the end.
KINDS: Final = (Kind.NEED, Kind.OFFER, Kind.SERVICE, Kind.FUNDING, Kind.FACILITY, Kind.TRAINING)


class Rows:
    """Vectors of some listings, unchanging. Listing ``i`` has the rows ``starts[i]`` to ``starts[i + 1]``.

    Half precision is enough (error below 2e-4 of a cosine) and halves what is read: 100,000 listings of 384
    dimensions are 77 MB and take 7–14 ms to compare with one query.
    """

    def __init__(self, ids: Sequence[str], kinds: NDArray[np.uint8], starts: NDArray[np.int64], rows: Half) -> None:
        self.ids = ids
        self.kinds = kinds
        self.starts = starts
        self.rows = rows

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Listing number by id."""
        return {id: number for number, id in enumerate(self.ids)}

    def of(self, id: str) -> Half:
        """The rows of one listing, which must be here."""
        number = self.position[id]
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def allowed(self, filter: Filter) -> Mask:
        """Which listings pass the filter."""
        mask = np.ones(len(self), dtype=np.bool_)
        if filter.kinds:
            mask &= np.isin(self.kinds, [KINDS.index(kind) for kind in filter.kinds])
        if filter.only is not None:
            chosen = np.zeros(len(self), dtype=np.bool_)
            chosen[self._numbers(filter.only)] = True
            mask &= chosen
        if filter.exclude:
            mask[self._numbers(filter.exclude)] = False
        return mask

    def _numbers(self, ids: Collection[str]) -> list[int]:
        return [self.position[id] for id in ids if id in self.position]

    def best(self, vector: Vectors, mask: Mask, top: int) -> list[tuple[str, float]]:
        """The ``top`` listings within ``mask`` by the cosine of their best row, best first, ties by id."""
        if top <= 0 or not mask.any():
            return []
        numbers = np.flatnonzero(mask)
        if len(numbers) < len(self) // 4:
            scores = self._few(vector, numbers)
        else:
            scores = np.maximum.reduceat(_cosines(vector, self.rows), self.starts[:-1])[numbers]
        if len(scores) > top:
            chosen = np.argpartition(-scores, top - 1)[:top]
            chosen = np.flatnonzero(scores >= scores[chosen].min())
        else:
            chosen = np.arange(len(scores))
        found = [(self.ids[numbers[place]], float(scores[place])) for place in chosen]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:top]

    def _few(self, vector: Vectors, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """Scores of a selection, reading only its rows."""
        counts = self.starts[numbers + 1] - self.starts[numbers]
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        rows = np.arange(counts.sum()) - np.repeat(firsts - self.starts[numbers], counts)
        return np.asarray(np.maximum.reduceat(_cosines(vector, self.rows[rows]), firsts), dtype=np.float64)


def rows_from(vectors: Mapping[str, Vectors], kinds: Mapping[str, Kind], dimensions: int) -> Rows:
    """Rows in the order of ``vectors``. Listings with no row are left out."""
    filled = {id: np.atleast_2d(matrix) for id, matrix in vectors.items() if np.size(matrix)}
    counts = [len(matrix) for matrix in filled.values()]
    return Rows(
        ids=list(filled),
        kinds=np.array([KINDS.index(kinds[id]) for id in filled], dtype=np.uint8),
        starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        rows=np.concatenate([*filled.values(), np.zeros((0, dimensions))]).astype(np.float16),
    )


def _cosines(vector: Vectors, rows: Half) -> NDArray[np.float64]:
    if not len(rows):
        return np.zeros(0)
    query = np.ascontiguousarray(vector, dtype=np.float16)[np.newaxis]
    cosines: NDArray[np.float64] = np.asarray(numkong.cdist(query, np.ascontiguousarray(rows), metric="dot"))[0]
    return cosines
