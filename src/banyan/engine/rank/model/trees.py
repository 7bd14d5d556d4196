"""Symmetric trees in a few lines of numpy, so that matching needs no training library.

Each level of a tree asks one question of the row (is a column above a threshold?); the answers, as bits, number the
leaf. The trees are trained so that no answer of "yes" ever lowers a sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Floats


@dataclass(frozen=True, slots=True)
class Trees:
    """``columns`` and ``thresholds`` have shape (trees, levels), ``leaves`` (trees, 2 ** levels)."""

    columns: NDArray[np.int16]
    thresholds: NDArray[np.float32]
    leaves: NDArray[np.float32]
    start: float = 0.0

    def sums(self, rows: Floats) -> Floats:
        """The sum of the trees' answers for each row. Values are compared in single precision, as they were trained."""
        if not len(rows):
            return np.zeros(0)
        count, levels = self.columns.shape
        by_column = np.ascontiguousarray(rows.T, dtype=np.float32)
        above = by_column[self.columns.T.ravel()] > self.thresholds.T.reshape(-1, 1)
        bits = above.view(np.uint8).reshape(levels, count, len(rows))
        code = bits[0].copy()
        for level in range(1, levels):
            code |= bits[level] << np.uint8(level)
        leaf = code + (np.arange(count) * self.leaves.shape[1])[:, None]
        return np.asarray(self.leaves.ravel().take(leaf).sum(axis=0, dtype=np.float64) + self.start)
