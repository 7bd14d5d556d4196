"""Is one ranking better than another, or is it chance? Two runs on the same needs, compared need by need.

The paired bootstrap (Efron and Tibshirani 1993; for retrieval: Sakai 2006) draws the needs again many times, with
repeats, and looks how far the mean of their differences moves. An interval that leaves out 0 says that the difference
would very likely be seen on other needs of the same kind as well. It says nothing about needs of another kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

DRAWS: Final = 10_000
SEED: Final = 0
_AT_ONCE: Final = 2_000_000  #: numbers drawn at once: 16 MB


@dataclass(frozen=True, slots=True)
class Difference:
    """``mean`` of first − second over ``needs`` needs, with the interval that holds 95 % of the draws.

    ``better`` and ``worse`` count the needs on which the first is ahead and behind; the others are equal.
    """

    needs: int
    mean: float
    low: float
    high: float
    better: int
    worse: int

    @property
    def ahead(self) -> bool:
        """The whole interval lies above 0."""
        return self.low > 0


def paired(
    first: Mapping[str, float], second: Mapping[str, float], *, draws: int = DRAWS, seed: int = SEED
) -> Difference:
    """How far ``first`` is ahead of ``second``: need → measure, the same needs in both.

    The same needs, draws and seed always give the same interval, in whatever order the needs come. Raises
    ``ValueError`` when there are none, or the two do not speak of the same needs.
    """
    if first.keys() != second.keys():
        raise ValueError(f"{len(first.keys() ^ second.keys())} needs were measured in only one of the two runs")
    differences = [first[need] - second[need] for need in sorted(first)]
    low, high = interval(differences, draws=draws, seed=seed)
    return Difference(
        needs=len(differences),
        mean=float(np.mean(differences)),
        low=low,
        high=high,
        better=sum(difference > 0 for difference in differences),
        worse=sum(difference < 0 for difference in differences),
    )


def interval(values: Sequence[float], *, draws: int = DRAWS, seed: int = SEED) -> tuple[float, float]:
    """The 2.5th and the 97.5th percentile of the mean of ``values`` drawn again. Raises ``ValueError`` for none."""
    if not len(values):
        raise ValueError("nothing was measured, so there is nothing to compare")
    array = np.asarray(values, dtype=np.float64)
    chance = np.random.default_rng(seed)
    means = np.empty(draws)
    step = max(_AT_ONCE // len(array), 1)
    for start in range(0, draws, step):
        part = means[start : start + step]
        part[:] = array[chance.integers(len(array), size=(len(part), len(array)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
