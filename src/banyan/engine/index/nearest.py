"""Vectors of listings in rows, and the exact search among them: any filter, no training, no build time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numkong
import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors
from banyan.engine.types import Hit, Kind

Half = NDArray[np.float16]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Scores = NDArray[np.float64]

#: Kinds in the order of their stored number; a new kind goes to the end.
KINDS: Final = (Kind.NEED, Kind.OFFER, Kind.SERVICE, Kind.FUNDING, Kind.FACILITY, Kind.TRAINING)
_FEW: Final = 0.25
"""Share of the rows below which only those are read."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What passes a filter, for listings by number. ``living`` and ``kinds`` are tables by number and by kind;
    ``exclude`` and ``only`` are sorted."""

    living: Mask
    kinds: Mask
    exclude: Ints
    only: Ints | None = None

    def of(self, numbers: NDArray[np.integer], kinds: NDArray[np.uint8]) -> Mask:
        mask = self.kinds[kinds] & self.living[numbers]
        if len(self.exclude):
            mask &= ~np.isin(numbers, self.exclude)
        if self.only is not None:
            mask &= np.isin(numbers, self.only)
        return np.asarray(mask, dtype=np.bool_)


def kind_table(kinds: frozenset[Kind]) -> Mask:
    """Which kinds are asked for; no kind means all."""
    return np.array([not kinds or kind in kinds for kind in KINDS], dtype=np.bool_)


class Rows:
    """Vectors of some listings, unchanging. The listing at place ``i`` has the rows ``starts[i]`` to ``starts[i + 1]``.

    Half precision is enough (error below 2e-4 of a cosine) and halves what is read: 100,000 listings of 384
    dimensions are 77 MB and take 7–14 ms to compare with one query.
    """

    def __init__(self, starts: NDArray[np.integer], rows: Half) -> None:
        self.starts = starts
        self.rows = rows
        self._single = len(rows) == len(starts) - 1

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, place: int) -> Half:
        """The rows of one listing."""
        return self.rows[int(self.starts[place]) : int(self.starts[place + 1])]

    def scores(self, vector: Vectors, places: Ints) -> Scores:
        """The cosine of each listing's best row."""
        if self._single:
            return cosines(vector, self.rows[places])
        counts = (self.starts[places + 1] - self.starts[places]).astype(np.int64)
        firsts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64)
        rows = np.arange(counts.sum()) - np.repeat(firsts - self.starts[places].astype(np.int64), counts)
        return np.asarray(np.maximum.reduceat(cosines(vector, self.rows[rows]), firsts), dtype=np.float64)

    def best(self, vector: Vectors, mask: Mask, top: int) -> tuple[Ints, Scores]:
        """The places of the ``top`` listings within ``mask`` by the cosine of their best row, with those that score
        the same as the last of them, in no order."""
        places = np.flatnonzero(mask)
        if top <= 0 or not len(places):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        if len(places) < _FEW * len(self):
            scores = self.scores(vector, places)
        elif self._single:
            scores = cosines(vector, self.rows)[places]
        else:
            scores = np.maximum.reduceat(cosines(vector, self.rows), self.starts[:-1].astype(np.int64))[places]
        kept = highest(scores, top)
        return places[kept], scores[kept]


def highest(scores: Scores, top: int) -> NDArray[np.intp]:
    """Where the ``top`` highest scores are, and those equal to the last of them."""
    if len(scores) <= top:
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - top)[len(scores) - top]
    return np.flatnonzero(scores >= least)


def rows_from(matrices: Sequence[Vectors | Half], dimensions: int) -> Rows:
    """Rows of listings in this order, each with one row at least."""
    counts = [len(matrix) for matrix in matrices]
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return Rows(starts, np.concatenate([*matrices, np.zeros((0, dimensions))]).astype(np.float16))


def cosines(vector: Vectors, rows: Half) -> Scores:
    """The vector with each row."""
    if not len(rows):
        return np.zeros(0)
    query = np.ascontiguousarray(vector, dtype=np.float16)[np.newaxis]
    found: Scores = np.asarray(numkong.cdist(query, np.ascontiguousarray(rows), metric="dot"))[0]
    return found


def hits(ids: Sequence[str], scores: Scores, top: int) -> list[Hit]:
    """Best first, equal ones by id."""
    pairs = sorted(zip(ids, scores.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    return [Hit(id, score, "meaning") for id, score in pairs[:top]]
