"""The comparison as two small SVG files: how good, and how good for how much time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from banyan.engine.measure.groups import ALL
from benchmarks.compare.corpus import COLLECTIONS
from benchmarks.compare.results import Result

_OURS, _OTHERS = "#1b6e53", "#8a8f98"
_KINDS = {"sbir": "long needs (sbir)", "horizon": "short needs (horizon)"}
mpl.rcParams.update(
    {
        "svg.hashsalt": "banyan",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
)


def quality(found: Sequence[Result], file: Path) -> None:
    """nDCG@10 with its 95 % interval, a bar an engine."""
    ranked = [one for one in found if one.quality][::-1]
    figure = Figure(figsize=(9, 0.32 * len(ranked) + 1), layout="constrained")
    for axis, collection in zip(figure.subplots(1, 2, sharey=True), COLLECTIONS, strict=True):
        values = [one.quality[collection, ALL] for one in ranked]
        axis.barh(
            [one.name for one in ranked],
            [value.mean for value in values],
            xerr=[[value.mean - value.low for value in values], [value.high - value.mean for value in values]],
            color=[_colour(one) for one in ranked],
            error_kw={"elinewidth": 1, "ecolor": "#333"},
        )
        axis.set_title(_KINDS[collection], loc="left", fontsize=9)
        axis.set_xlabel("nDCG@10, higher is better")
    save(figure, file)


def cost(found: Sequence[Result], file: Path) -> None:
    """nDCG@10 over the median time of a need."""
    ranked = [one for one in found if one.quality]
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    for axis, collection in zip(figure.subplots(1, 2), COLLECTIONS, strict=True):
        for one in ranked:
            place = (one.times[collection].median, one.quality[collection, ALL].mean)
            axis.scatter(*place, color=_colour(one), s=22)
            axis.annotate(one.name, place, xytext=(4, 3), textcoords="offset points", fontsize=7)
        axis.set_xscale("log")
        axis.margins(x=0.25, y=0.15)
        axis.set_title(_KINDS[collection], loc="left", fontsize=9)
        axis.set_xlabel("median milliseconds a need (log), less is better")
        axis.set_ylabel("nDCG@10")
    save(figure, file)


def _colour(one: Result) -> str:
    return _OURS if one.name.startswith("Banyan") else _OTHERS


def save(figure: Figure, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")
