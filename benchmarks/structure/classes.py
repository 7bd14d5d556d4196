"""Heads for targets, sectors and technology classes, learned from our own invented listings, labels and NACE titles.

Folds keep alike listings together: listings are grouped by their vectors first, since needs and offers of the sample
come in families that tell of the same trouble, and a fold that parts a family measures memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.structure.fitting import Floats, balanced, heads
from benchmarks.structure.goals import centred

FOLDS = 8
FAMILIES = 60
PENALTY = 3e-3
SCHEMES = {"sdg": "sdgs", "sector": "sectors", "technology": "technologies"}


@dataclass(frozen=True, slots=True)
class Taught:
    """Texts with their vectors that a scheme's heads learn from besides the sample: (rows, codes as 0 and 1)."""

    vectors: Floats
    right: Floats


def families(vectors: Floats, *, count: int = FAMILIES, steps: int = 30) -> np.ndarray:
    """A family number for each listing: k-means over unit vectors, from a fixed start."""
    random = np.random.default_rng(7)
    middles = vectors[random.choice(len(vectors), count, replace=False)]
    for _ in range(steps):
        near = (vectors @ middles.T).argmax(1)
        for family in range(count):
            if (near == family).any():
                middle = vectors[near == family].sum(0)
                middles[family] = middle / np.linalg.norm(middle)
    return near


def folds_by_family(vectors: Floats) -> np.ndarray:
    near = families(vectors)
    return np.random.default_rng(8).permutation(FAMILIES)[near] % FOLDS


def fit(vectors: Floats, right: Floats, taught: Taught) -> tuple[Floats, Floats]:
    """Heads (dimensions, codes) and constants; ``vectors`` are centred."""
    rows, truth = np.vstack([vectors, taught.vectors]), np.vstack([right, taught.right])
    return heads(rows, truth, balanced(truth, np.ones(len(rows))), PENALTY, 80)


def outside(vectors: Floats, right: Floats, taught: Taught, folds: np.ndarray) -> Floats:
    """Scores of each listing from heads that saw none of its family."""
    found = np.zeros(right.shape)
    for fold in range(FOLDS):
        train = folds != fold
        weights, constant = fit(vectors[train], right[train], taught)
        found[~train] = vectors[~train] @ weights + constant
    return found


def mixed(parts: list[Floats], right: Floats, *, steps: int = 30) -> Floats:
    """Factors of the parts and a constant, so that their sum says how likely a code is right: logistic."""
    rows = np.column_stack([*(part.ravel() for part in parts), np.ones(right.size)])
    truth, found = right.ravel(), np.zeros(len(parts) + 1)
    for _ in range(steps):
        sure = 1 / (1 + np.exp(-(rows @ found)))
        bend = (rows * (sure * (1 - sure))[:, None]).T @ rows + 1e-6 * np.eye(rows.shape[1])
        found -= np.linalg.solve(bend, rows.T @ (sure - truth))
    return found


def recall(scores: Floats, right: Floats, *, first: int = 3) -> Floats:
    """For each listing with any code, the share of its codes among the ``first``; NaN for others."""
    top = np.argsort(-scores, axis=1, kind="stable")[:, :first]
    hits = np.take_along_axis(right, top, axis=1).sum(1)
    count = right.sum(1)
    return np.where(count > 0, hits / np.maximum(count, 1), np.nan)


def middled(rows: Floats) -> Floats:
    """Label or title vectors around their own middle, as listings' vectors are around theirs."""
    return centred(rows, rows.mean(0))
