"""Criteria of one need against many listings at once: what several say alike is judged once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from banyan.engine.index.facets import Facet
from banyan.engine.index.nearest import KINDS
from banyan.engine.ports import Block, Floats, Ints
from banyan.engine.rank.criteria import CHECKS
from banyan.engine.rank.criteria.finding import Finding, Pair, World
from banyan.engine.types import Criterion, Facts, Verdict

#: What each check reads of a listing besides its kind.
READS: Final = {criterion: Facet[criterion.name] for criterion in CHECKS}
WORTH: Final = {Verdict.FITS: 1.0, Verdict.UNKNOWN: 0.5, Verdict.DOUBT: 0.4, Verdict.CONFLICT: 0.0}
_KIND_BITS: Final = np.uint64(0x9E3779B97F4A7C15)
"""Times a kind: tells listings of two kinds apart that say the same."""


class Checked(Sequence[tuple[Finding, ...]]):
    """What was found of each listing. ``met`` is the mean of what its criteria are worth, NaN where nothing is
    checked; ``conflicts`` says where a hard one does not hold."""

    def __init__(self, rows: int, found: Sequence[tuple[Sequence[Finding | None], Ints]]) -> None:
        self._found = found
        total, checked = np.zeros(rows), np.zeros(rows)
        self.conflicts: NDArray[np.bool_] = np.zeros(rows, dtype=np.bool_)
        for findings, place in found:
            worth = [0.0 if one is None else WORTH[one.verdict] for one in findings]
            total += np.array(worth)[place]
            checked += np.array([one is not None for one in findings])[place]
            against = [one is not None and one.hard and one.verdict is Verdict.CONFLICT for one in findings]
            if any(against):
                self.conflicts |= np.array(against)[place]
        self.met: Floats = np.divide(total, checked, out=np.full(rows, np.nan), where=checked > 0)

    def __len__(self) -> int:
        return len(self.met)

    @overload
    def __getitem__(self, row: int) -> tuple[Finding, ...]: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[tuple[Finding, ...]]: ...

    def __getitem__(self, row: int | slice) -> tuple[Finding, ...] | Sequence[tuple[Finding, ...]]:
        if isinstance(row, slice):
            return [self[place] for place in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        each = (findings[place[row]] for findings, place in self._found)
        return tuple([one for one in each if one is not None])

    def __iter__(self) -> Iterator[tuple[Finding, ...]]:
        return (self[row] for row in range(len(self)))


def together(need: Facts, block: Block, world: World) -> Checked:
    """Every criterion that the need sets, against each listing."""
    found: list[tuple[Sequence[Finding | None], Ints]] = []
    kinds = block.kinds.astype(np.uint64) * _KIND_BITS
    for criterion, facet in READS.items():
        wanted = _WANTED[criterion](need)
        if wanted == _NOTHING[criterion] and criterion is not Criterion.DEADLINE:
            continue
        check, known = CHECKS[criterion], world.findings((criterion, wanted, need.hard))
        different, first, place = np.unique(block.facets[:, facet] ^ kinds, return_index=True, return_inverse=True)
        findings: list[Finding | None] = []
        for key, row in zip(different.tolist(), first.tolist(), strict=True):
            if key not in known:
                facts, written = block.said(row, facet)
                known[key] = check(Pair(need, facts, KINDS[block.kinds[row]], written, world))
            findings.append(known[key])
        if any(one is not None for one in findings):
            found.append((findings, place))
    return Checked(len(block), found)


#: What each check reads of the need, besides what it makes hard. Money alone has a day on which it closes, whatever is
#: asked for; all others find nothing where the need says nothing.
_WANTED: Final = {
    Criterion.TERRITORY: attrgetter("places"),
    Criterion.SITE: attrgetter("site"),
    Criterion.TRL: attrgetter("trl_min"),
    Criterion.BUDGET: attrgetter("money", "quantity", "quantity_unit"),
    Criterion.DEADLINE: attrgetter("deadline"),
    Criterion.COOPERATION: attrgetter("cooperation"),
    Criterion.LANGUAGE: attrgetter("languages"),
    Criterion.SUPPORT: attrgetter("support"),
}
_NOTHING: Final = {criterion: wanted(Facts()) for criterion, wanted in _WANTED.items()}


def one_by_one(findings: Sequence[tuple[Finding, ...]]) -> Checked:
    """What was found otherwise, in the same form."""
    most = max(map(len, findings), default=0)
    rows = np.arange(len(findings))
    padded = [[row[place] if place < len(row) else None for row in findings] for place in range(most)]
    return Checked(len(findings), [(column, rows) for column in padded])
