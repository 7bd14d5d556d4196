"""How a criterion's file reports what it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from banyan.engine.ports import Places
from banyan.engine.rank.messages import say
from banyan.engine.types import Criterion, CriterionResult, Facts, Kind, Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of one check: the need's facts, the other listing's, and what the day and the map are."""

    need: Facts
    other: Facts
    kind: Kind
    other_language: str | None
    today: date
    places: Places


def finding(pair: Pair, criterion: Criterion, verdict: Verdict, message: str, **values: str) -> CriterionResult:
    """A result whose sentence is made from its message; ``hard`` is as the need says."""
    return CriterionResult(
        criterion=criterion,
        verdict=verdict,
        message=message,
        values=values,
        sentence=say(message, values),
        hard=criterion in pair.need.hard,
    )
