"""What a system scored on each need, its differences to the others, and the tables that show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banyan.engine.measure.groups import LEAST, parts
from banyan.engine.measure.paired import Difference, paired
from banyan.engine.measure.scores import Quality, mean
from benchmarks.systems import BM25, FUSED

AGAINST = (BM25, FUSED)
KEY = """\
nDCG@10     1 when the right answers stand on top of the first ten, 0 when none is among them; the lower a right
            answer stands, the less it counts
recall@10   which share of the right answers is among the first ten (recall@100: the first hundred)
MRR@100     1 when the first answer is right, 1/2 when the second is the first right one, and so on
ahead of …  the mean difference in nDCG@10, need by need; in brackets what it would be with other needs of the same
            kind, 95 times of 100 (paired bootstrap). Both ends above 0: really ahead; one on each side: unknown."""


@dataclass(frozen=True)
class Measured:
    """One system on one collection. ``each`` is nothing but nDCG@10 for figures kept from an earlier version."""

    system: str
    each: Mapping[str, float]  #: nDCG@10 by need
    qualities: Mapping[str, Quality] | None = None
    seconds: float | None = None  #: a need


@dataclass(frozen=True)
class Row:
    """One system on one group of needs."""

    group: str
    needs: int
    system: str
    ndcg_10: float
    quality: Quality | None
    ahead: Mapping[str, Difference]
    seconds: float | None


def rows(measured: Sequence[Measured], groups: Mapping[str, str], *, least: int = LEAST) -> list[Row]:
    """By group, the groups in order and ``all`` first; the systems as they come."""
    members = parts(measured[0].each, groups, least=least)
    return [_row(group, needs, one, measured) for group, needs in members.items() for one in measured]


def _row(group: str, members: Sequence[str], one: Measured, every: Sequence[Measured]) -> Row:
    own = {need: one.each[need] for need in members}
    ahead = {
        other.system: paired(own, {need: other.each[need] for need in members})
        for other in every
        if other.system in AGAINST and other.system != one.system and one.system not in AGAINST
    }
    return Row(
        group=group,
        needs=len(members),
        system=one.system,
        ndcg_10=sum(own.values()) / len(own),
        quality=mean(one.qualities[need] for need in members) if one.qualities else None,
        ahead=ahead,
        seconds=one.seconds,
    )


_WORDS = ("group", "system", "engine")  #: columns of words; the others hold figures
_HEADS = (
    "group",
    "needs",
    "system",
    "nDCG@10",
    "recall@10",
    "recall@100",
    "MRR@100",
    *(f"ahead of {x}" for x in AGAINST),
)


def _cells(row: Row) -> list[str]:
    quality = row.quality
    rest = (quality.recall_10, quality.recall_100, quality.mrr_100) if quality else ()
    return [
        row.group,
        str(row.needs),
        row.system,
        f"{row.ndcg_10:.4f}",
        *([f"{value:.4f}" for value in rest] or ["", "", ""]),
        *(said(row.ahead[other]) if other in row.ahead else "" for other in AGAINST),
    ]


def said(difference: Difference) -> str:
    return f"{difference.mean:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}]"


def table(rows: Sequence[Row]) -> list[list[str]]:
    """Head and cells."""
    return [list(_HEADS), *map(_cells, rows)]


def for_people(cells: Sequence[Sequence[str]]) -> str:
    """Aligned columns for a terminal; a group is named once."""
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines: list[str] = []
    last = ""
    for row in cells:
        shown = ["", "", *row[2:]] if row[0] == last else list(row)
        if row[0] != last and lines:
            lines.append("")
        last = row[0]
        lines.append("  ".join(f"{cell:<{width}}" for cell, width in zip(shown, widths, strict=True)).rstrip())
    return "\n".join(lines)


def written(text: str, by: str, block: str) -> str:
    """A page with what stands between the two marks of a command replaced. Raises ``ValueError`` without the marks."""
    begin, end = (f"<!-- made by {by}: {mark} -->" for mark in ("begin", "end"))
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the page has no {begin} and {end}")
    return f"{before}{begin}\n\n{block}\n\n{end}{after}"


def for_pages(cells: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    head, *body = cells
    under = ["---" if name in _WORDS else "---:" for name in head]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, under, *body))
