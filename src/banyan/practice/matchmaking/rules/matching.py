"""Pure decisions: which kinds answer which, what a price stands for, what support a listing gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

#: What is looked for when a listing of the kind asks, in the order in which it is shown.
ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "need": ("offer", "service", "funding", "facility", "training"),
    "offer": ("need",),
    "service": ("need",),
    "funding": ("need",),
    "facility": ("need",),
    "training": ("need",),
}
#: Kinds that are compared with one another. A score depends on what it is compared with, so a listing is always scored
#: among the whole of its group: the same pair has the same score on every page.
COMPARED_TOGETHER: tuple[frozenset[str], ...] = (
    frozenset({"offer"}),
    frozenset({"service", "funding", "facility", "training"}),
    frozenset({"need"}),
)
_SUPPORT_OF_SERVICE = {"training": "training", "testing_certification": "testing"}
_RUNNING_COST = re.compile(r"\s*[;；؛]")
_LONGEST_UNIT = 80
_LEAST_SCORE = 1.0
_LEAST_SHARE = 0.05
"""Scores are chances, and low ones where little is said: a second right answer often has a tenth of the first's."""
CLOSE = 0.05
"""Of a cosine; what is further from the best one is something else."""
Item = TypeVar("Item")


def answering_kinds(kind: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """The kinds that answer a listing of ``kind``, narrowed to ``wanted`` where any of those do."""
    chosen = frozenset(wanted)
    return tuple(one for one in ANSWERED_BY[kind] if one in chosen) or ANSWERED_BY[kind]


def priced_unit(cost_per: str) -> str:
    """What the purchase price is for. Our form asks for both in one line: ``well; running per well and year``."""
    unit = _RUNNING_COST.split(cost_per.strip(), maxsplit=1)[0].strip()
    return unit if len(unit) <= _LONGEST_UNIT else unit[: _LONGEST_UNIT - 1].rstrip() + "…"


def support_given(
    kind: str, *, comes_with: Iterable[str] = (), services: Iterable[str] = (), instruments: Iterable[str] = ()
) -> frozenset[str]:
    """What a listing brings of ``technology money training testing advice``; partnerships follow from cooperation."""
    match kind:
        case "offer":
            extras = frozenset(comes_with)
            return frozenset({"technology"}) | (extras & {"training"}) | ({"money"} if "finance" in extras else set())
        case "service":
            return frozenset({"advice"}) | {_SUPPORT_OF_SERVICE[one] for one in services if one in _SUPPORT_OF_SERVICE}
        case "funding":
            return frozenset({"money"}) | ({"advice"} if "technical_assistance" in frozenset(instruments) else set())
        case "facility":
            return frozenset({"testing"})
        case "training":
            return frozenset({"training"})
        case _:
            return frozenset()


def batches(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Consecutive parts of at most ``size``."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def worth_showing(score: float, *, best: float) -> bool:
    """Whether a match says anything beside the best one: below it, the honest answer is that there is no other."""
    return score >= max(_LEAST_SCORE, _LEAST_SHARE * best)


def near_in_meaning(hits: Sequence[tuple[str, float]], *, floor: float, close: float = CLOSE) -> frozenset[str]:
    """Ids whose cosine is close to the best one and not below ``floor``: a search always has nearest neighbours,
    however far they are."""
    best = max((score for _, score in hits), default=0.0)
    return frozenset(one for one, score in hits if score >= max(floor, best - close))


def part_after(ids: Sequence[str], *, last: str, offset: int, size: int) -> tuple[Sequence[str], int]:
    """The next ``size`` ids after ``last``, or after ``offset`` when it is not among them any more; and where they end.

    A ranking is made again for each page, and listings come and go in between.
    """
    start = ids.index(last) + 1 if last and last in ids else offset
    return ids[start : start + size], min(start + size, len(ids))
