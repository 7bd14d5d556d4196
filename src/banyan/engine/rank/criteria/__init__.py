"""Criteria of a match, one file each. Only what the need says something about is checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from banyan.engine.ports import Places
from banyan.engine.rank.criteria import budget, cooperation, deadline, language, site, support, territory, trl
from banyan.engine.rank.criteria.finding import Pair
from banyan.engine.types import CriterionResult, Record

__all__ = ["check_all"]

#: In the order in which they are shown.
_CHECKS: Final[tuple[Callable[[Pair], CriterionResult | None], ...]] = (
    territory.check, site.check, trl.check, budget.check, deadline.check,
    cooperation.check, language.check, support.check,
)  # fmt: skip


def check_all(need: Record, other: Record, *, today: date, places: Places) -> tuple[CriterionResult, ...]:
    """Every criterion that the need sets, against another listing."""
    pair = Pair(
        need=need.facts, other=other.facts, kind=other.kind, other_language=other.language, today=today, places=places
    )
    return tuple(result for check in _CHECKS if (result := check(pair)) is not None)
