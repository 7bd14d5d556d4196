"""Many logistic heads at once, in numpy: weighted, with an L2 penalty, by accelerated gradient steps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Rows = Floats | sparse.csr_matrix


def heads(rows: Rows, right: Floats, weights: Floats, penalty: float, steps: int = 120) -> tuple[Floats, Floats]:
    """Weights (features, heads) and constants (heads). ``rows`` (texts, features), dense or sparse, of unit length;
    ``right`` and ``weights`` (texts, heads), the weights of a head adding up to 1."""
    size, count = rows.shape[1], right.shape[1]
    now, before = np.zeros((size, count)), np.zeros((size, count))
    constant, constant_before = np.zeros(count), np.zeros(count)
    turned = rows.T.tocsr() if hasattr(rows, "tocsr") else rows.T
    step, pace = 1 / (0.5 + penalty), 1.0
    for _ in range(steps):
        following = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        push, pace = (pace - 1) / following, following
        ahead, constant_ahead = now + push * (now - before), constant + push * (constant - constant_before)
        before, constant_before = now, constant
        slope = (1 / (1 + np.exp(-(rows @ ahead + constant_ahead))) - right) * weights
        now = ahead - step * (turned @ slope + penalty * ahead)
        constant = constant_ahead - step * slope.sum(0)
    return now, constant


def balanced(right: Floats, weights: Floats) -> Floats:
    """Weights (texts, heads) that give the right and the wrong ones of each head half of the say."""
    spread = np.broadcast_to(weights[:, None], right.shape)
    yes, no = (spread * right).sum(0), (spread * (1 - right)).sum(0)
    return spread * np.where(right > 0, 0.5 / np.maximum(yes, 1e-9), 0.5 / np.maximum(no, 1e-9))


def out_of_fold(rows: Rows, right: Floats, weights: Floats, penalty: float, folds: NDArray[np.int64]) -> Floats:
    """Scores (texts, heads), each from heads fitted without the text's own fold."""
    scores = np.zeros(right.shape)
    for fold in range(int(folds.max()) + 1):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        found, constant = heads(rows[train], right[train], balanced(right[train], weights[train]), penalty)
        scores[test] = rows[test] @ found + constant
    return scores
