"""Criteria of a match, one file each. Only what the need says something about is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from banyan.engine.ports import Places
from banyan.engine.rank.criteria import budget, cooperation, deadline, language, site, support, territory, trl
from banyan.engine.rank.criteria.finding import Finding, Pair, World
from banyan.engine.rank.messages import TEMPLATES, say
from banyan.engine.rank.rates import SHIPPED, Rates
from banyan.engine.types import Criterion, CriterionResult, Facts, Kind, Record, Verdict

__all__ = ["CHECKS", "Checker", "Finding", "World", "check_all", "check_one", "said_by", "to_the_owner"]

#: In the order in which they are shown.
CHECKS: Final[Mapping[Criterion, Callable[[Pair], Finding | None]]] = {
    Criterion.TERRITORY: territory.check,
    Criterion.SITE: site.check,
    Criterion.TRL: trl.check,
    Criterion.BUDGET: budget.check,
    Criterion.DEADLINE: deadline.check,
    Criterion.COOPERATION: cooperation.check,
    Criterion.LANGUAGE: language.check,
    Criterion.SUPPORT: support.check,
}


class Checker:
    """Checks listings against one need; what several listings say alike is judged once."""

    def __init__(self, need: Facts, world: World) -> None:
        self._need = need
        self._world = world
        self._memos: dict[Kind, tuple[dict[object, Finding | None], ...]] = {}

    def check(self, other: Record) -> tuple[Finding, ...]:
        """Every criterion that the need sets; words are made when they are asked for."""
        memos = self._memos.get(other.kind)
        if memos is None:
            memos = self._memos[other.kind] = tuple({} for _ in CHECKS)
        pair = Pair(self._need, other.facts, other.kind, other.language, self._world)
        found: list[Finding] = []
        for memo, key, check in zip(memos, said_by(other), CHECKS.values(), strict=True):
            result = memo.get(key, _NOT_YET)
            if result is _NOT_YET:
                result = memo[key] = check(pair)
            if result is not None:
                found.append(result)
        return tuple(found)


_NOT_YET: Final = Finding(Criterion.SITE, Verdict.UNKNOWN, "", {}, hard=False)


def said_by(other: Record) -> tuple[object, ...]:
    """What each check reads of a listing of one kind, in the order of ``CHECKS``; their files read nothing else."""
    facts = other.facts
    return (
        facts.territories,
        facts.site,
        facts.trl,
        (facts.money, facts.price_per),
        (facts.lead_time_days, facts.deadline, facts.opens),
        facts.cooperation,
        (facts.languages, other.language),
        (facts.support, facts.cooperation),
    )


def check_one(criterion: Criterion, need: Facts, other: Record, world: World) -> Finding | None:
    """One criterion alone; None when it says nothing of the pair."""
    return CHECKS[criterion](Pair(need, other.facts, other.kind, other.language, world))


def check_all(
    need: Record, other: Record, *, today: date, places: Places, rates: Rates = SHIPPED
) -> tuple[CriterionResult, ...]:
    """Every criterion that the need sets, against another listing, in words."""
    world = World(places, today=today, rates=rates)
    return tuple(found.told() for found in Checker(need.facts, world).check(other))


def to_the_owner(results: Iterable[CriterionResult]) -> tuple[CriterionResult, ...]:
    """The same results for the owner of the listing that was checked: "it" becomes "yours", "they" and "you" change
    places."""
    return tuple(map(_to_the_owner, results))


def _to_the_owner(result: CriterionResult) -> CriterionResult:
    message, values = f"own.{result.message}", dict(result.values)
    if message not in TEMPLATES:
        message = result.message
        if {"yours", "theirs"} <= values.keys():
            values |= {"yours": values["theirs"], "theirs": values["yours"]}
    return replace(result, message=message, values=values, sentence=say(message, values))
