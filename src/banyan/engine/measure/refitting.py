"""Whether weights fitted on a node's own judgements are better, on needs they were not fitted on.

The needs are parted into five; each fifth is ranked by weights fitted on the other four, so that every need is held
back once. What is compared, need by need, is the order in force with the refitted one; only a difference whose whole
interval lies above 0 is an improvement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np

from banyan.engine.measure.paired import Difference, paired
from banyan.engine.rank.refit import Factors, Lesson, as_shipped, fit, quality

LEAST_NEEDS: Final = 50
LEAST_PEOPLE: Final = 5
_PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Enough:
    """How much there is to learn from: needs of which one answer is preferred to another, and people who said so."""

    needs: int
    people: int

    @property
    def missing_needs(self) -> int:
        return max(0, LEAST_NEEDS - self.needs)

    @property
    def missing_people(self) -> int:
        return max(0, LEAST_PEOPLE - self.people)

    def __bool__(self) -> bool:
        return not (self.missing_needs or self.missing_people)


@dataclass(frozen=True, slots=True)
class Trial:
    """What refitting brings: ``before`` and ``after`` are means over held-back needs, ``factors`` are fitted on all."""

    before: float
    after: float
    difference: Difference
    factors: Factors

    @property
    def better(self) -> bool:
        """Whether the refitted weights should be kept."""
        return self.difference.ahead


def enough(lessons: Sequence[Lesson]) -> Enough:
    """How much the lessons have to say."""
    telling = [lesson for lesson in lessons if lesson.prefers]
    return Enough(len({lesson.need for lesson in telling}), len({lesson.by for lesson in telling}))


def try_out(lessons: Sequence[Lesson], in_force: Factors | None = None) -> Trial:
    """Fits, and compares with the weights in force (by default the shipped ones) on needs held back.

    ``ValueError`` when no lesson prefers anything. Costs six fits.
    """
    parts = lessons[0].parts.shape[1] if lessons else 0
    now = in_force or as_shipped(parts)
    after: dict[str, list[float]] = {}
    before: dict[str, list[float]] = {}
    for part in range(_PARTS):
        held = [lesson for lesson in lessons if _part_of(lesson.need) == part and lesson.prefers]
        if not held:
            continue
        factors = fit([lesson for lesson in lessons if _part_of(lesson.need) != part], parts)
        for lesson in held:
            before.setdefault(lesson.need, []).append(quality(lesson, now.log_odds(lesson)))
            after.setdefault(lesson.need, []).append(quality(lesson, factors.log_odds(lesson)))
    difference = paired(_means(after), _means(before))
    return Trial(
        before=float(np.mean(list(_means(before).values()))),
        after=float(np.mean(list(_means(after).values()))),
        difference=difference,
        factors=fit(lessons, parts),
    )


def _part_of(need: str) -> int:
    return crc32(need.encode()) % _PARTS


def _means(values: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {need: float(np.mean(each)) for need, each in values.items()}
