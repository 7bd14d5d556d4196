"""Fits the text weights of fusion version 1 (``banyan.engine.rank.fusion``) on training splits, and prints them.

    python -m benchmarks.recipes.fit_version_1 DATA/need-solution/sbir DATA/need-solution/horizon

Listwise: the probability of the relevant listings under a softmax of the scores of all candidates of a need is made
as large as possible; every collection counts the same. Weights are kept above 0 by fitting their logarithms, and change
with the logarithm of the need's length. Three cases: words and meaning, words alone, meaning alone.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from banyan.engine.index.memory import memory_index
from banyan.engine.pipeline import Matcher
from banyan.engine.rank.features import NAMES
from banyan.engine.rank.places import CountriesOnly
from benchmarks.collection import Judged, ReadyVectors

Floats = NDArray[np.float64]
CASES = {
    "both": ("words", "terms", "phrases", "meaning"),
    "words": ("words", "terms", "phrases"),
    "meaning": ("meaning",),
}
_TODAY = date(2026, 11, 1)


def pools(folder: Path) -> list[tuple[Floats, NDArray[np.bool_], float]]:
    """Features, relevance and scaled length of every need of the training split that has a relevant candidate."""
    judged = Judged(folder, "train")
    encoder = ReadyVectors(judged)
    matcher = Matcher(memory_index(judged.solutions, encoder), encoder, CountriesOnly(), today=_TODAY)
    found = []
    for need in judged.needs:
        pool = matcher.pool(need)
        relevant = np.array([record.id in judged.relevant.get(need.id, ()) for record in pool.candidates.records])
        if relevant.any():
            length = min(max(pool.subject.profile.length, 4.0), 1000.0)
            found.append((pool.features, relevant, float(np.log(length / 60) / 2)))
    return found


def fit(
    collections: list[list[tuple[Floats, NDArray[np.bool_], float]]], names: tuple[str, ...]
) -> tuple[Floats, Floats]:
    """Weights at 60 terms and their slopes."""
    columns = [NAMES.index(name) for name in names]
    rows = [
        (features[:, columns], relevant, length, 1 / len(collection))
        for collection in collections
        for features, relevant, length in collection
    ]
    count = len(names)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        middle, slope = parameters[:count], parameters[count:]
        total, by_middle, by_slope = 0.0, np.zeros(count), np.zeros(count)
        for features, relevant, length, share in rows:
            weights = np.exp(middle + slope * length)
            scores = features @ weights
            odds = np.exp(scores - scores.max())
            chance = odds / odds.sum()
            right = chance * relevant
            total -= share * np.log(max(right.sum(), 1e-12))
            gradient = (features.T @ (chance - right / max(right.sum(), 1e-12))) * weights * share
            by_middle += gradient
            by_slope += gradient * length
        total += 1e-4 * middle @ middle + 1e-2 * slope @ slope
        return total, np.concatenate([by_middle + 2e-4 * middle, by_slope + 2e-2 * slope])

    best = minimize(loss, np.zeros(2 * count), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return np.exp(best[:count]), best[count:]


def main() -> None:
    collections = [pools(Path(folder)) for folder in sys.argv[1:]]
    for case, names in CASES.items():
        middles, slopes = fit(collections, names)
        print(case, *(f"{name}=Weight({m:.2f}, {s:.2f})" for name, m, s in zip(names, middles, slopes, strict=True)))


if __name__ == "__main__":
    main()
