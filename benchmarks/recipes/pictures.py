"""Two pictures of the learned ranking: do its scores hold, and would more needs to learn from help?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from matplotlib.figure import Figure

from benchmarks.compare.plots import save

_LIKELY = 1.96


@dataclass(frozen=True)
class Band:
    """Listings of about the same score: the mean chance given, the share that is right, and Wilson's interval."""

    chance: float
    right: float
    low: float
    high: float
    listings: int

    @classmethod
    def of(cls, chance: float, right: int, listings: int) -> Self:
        share, extra = right / listings, _LIKELY**2 / listings
        middle = (share + extra / 2) / (1 + extra)
        wide = math.sqrt(share * (1 - share) * extra + extra**2 / 4) / (1 + extra)
        return cls(chance, share, max(middle - wide, 0.0), min(middle + wide, 1.0), listings)

    def line(self) -> str:
        low, high = 100 * self.low, 100 * self.high
        return f"| {100 * self.chance:.1f} | {100 * self.right:.1f} | {low:.1f}–{high:.1f} | {self.listings:,} |"


def reliability(shown: Mapping[str, Sequence[Band]], file: Path) -> None:
    """Scores on one axis, how many of a hundred were right on the other; a true score lies on the diagonal."""
    figure = Figure(figsize=(9, 2.6), layout="constrained")
    for axis, (name, bands) in zip(figure.subplots(1, len(shown), sharey=True), shown.items(), strict=True):
        axis.plot([0, 100], [0, 100], color="#8a8f98", linewidth=0.8)
        axis.errorbar(
            [100 * band.chance for band in bands],
            [100 * band.right for band in bands],
            yerr=[
                [100 * (band.right - band.low) for band in bands],
                [100 * (band.high - band.right) for band in bands],
            ],
            fmt="o", markersize=3.5, color="#1b6e53", elinewidth=1,
        )  # fmt: skip
        axis.set_title(name, loc="left", fontsize=9)
        axis.set_xlabel("score")
    figure.axes[0].set_ylabel("right, of 100")
    save(figure, file)


def curve(points: Mapping[str, Sequence[tuple[float, float]]], file: Path) -> None:
    """nDCG@10 over the number of needs learned from."""
    figure = Figure(figsize=(9, 2.6), layout="constrained")
    for axis, (name, some) in zip(figure.subplots(1, len(points)), points.items(), strict=True):
        axis.scatter([needs for needs, _ in some], [value for _, value in some], s=18, color="#1b6e53")
        axis.set_title(name, loc="left", fontsize=9)
        axis.set_xlabel("needs learned from")
        axis.margins(y=0.6)
    figure.axes[0].set_ylabel("nDCG@10")
    save(figure, file)
