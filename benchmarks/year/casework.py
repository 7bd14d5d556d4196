"""Cases go their way, stop, or come into use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random

from banyan.base.clock import now, today
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.models import CaseOutcome
from banyan.practice.brokerage.services.cases import (
    case_move,
    case_open,
    case_outcome_answer,
    case_plan,
    case_task_add,
    case_task_tick,
)
from banyan.practice.brokerage.types import Move, Stage
from banyan.practice.brokerage.types.outcome import UseAnswer
from benchmarks.year.world import Somebody, World

#: On each stage so many stop.
_STOPS = 0.12
_ROAD = (
    Stage.INTRODUCED, Stage.IN_TALKS, Stage.NEEDS_CHECKED, Stage.PACKAGE_ASSEMBLED, Stage.AGREEMENT, Stage.PILOT,
    Stage.ADOPTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Road:
    """One case and its people."""

    enquiry: str
    seeker: Somebody
    provider: Somebody
    chance: Random
    id: str = ""


def open_case(world: World, road: Road, by: Somebody) -> None:
    if by.away(world.day):
        return
    made: list[str] = []
    world.tried("case opened", lambda: made.append(case_open(enquiry=road.enquiry, by=by.user).id))
    if made:
        _onward(world, Road(road.enquiry, road.seeker, road.provider, road.chance, made[0]), 0)


def _onward(world: World, road: Road, stage: int) -> None:
    chance = road.chance
    if chance.random() < 0.3:
        world.later(chance.uniform(0.3, 4), partial(_task, world, road))
    if chance.random() < 0.1:
        return  # nobody does anything any more: it gets stuck
    days = chance.uniform(2, 25)
    by = road.seeker if stage >= len(_ROAD) - 3 or chance.random() < 0.5 else road.provider
    world.later(days, partial(_stop if chance.random() < _STOPS else _move, world, road, stage, by))


def _move(world: World, road: Road, stage: int, by: Somebody) -> None:
    if by.away(world.day):
        if world.day < by.closes:
            world.later(by.holiday + 22 - world.day, partial(_move, world, road, stage, by))
        return
    if world.tried(
        f"case moved on from {_ROAD[stage]}", partial(case_move, public_id=road.id, move=Move.ADVANCE, by=by.user)
    ):
        due = today() + timedelta(days=road.chance.randint(5, 20))
        step = partial(case_plan, public_id=road.id, by=by.user, next_step="A call", owner="seeker", due=due)
        if road.chance.random() < 0.4:
            world.tried("stage planned", step)
        if stage + 2 < len(_ROAD):
            _onward(world, road, stage + 1)


def _stop(world: World, road: Road, _stage: int, by: Somebody) -> None:
    if by.away(world.day):
        return
    reason = road.chance.choice((DeclineReason.TOO_COSTLY, DeclineReason.NO_MONEY_NOW, DeclineReason.NOT_MATURE))
    world.tried("case closed", partial(case_move, public_id=road.id, move=Move.CLOSE, by=by.user, reason=reason))


def _task(world: World, road: Road) -> None:
    chance, made = road.chance, list[str]()
    giver, owner = chance.choice(((road.seeker, "provider"), (road.provider, "seeker")))
    if giver.away(world.day):
        return
    days = chance.randint(1, 14)
    told = partial(
        case_task_add, public_id=road.id, title="Send the drawings", by=giver.user, owner=owner,
        due=today() + timedelta(days=days),
    )  # fmt: skip
    if world.tried("task given", lambda: made.append(told())):
        doer = road.provider if owner == "provider" else road.seeker
        if chance.random() < 0.8:
            world.later(chance.uniform(1, 1.6 * days + 2), partial(_tick, world, made[0], doer))


def _tick(world: World, task: str, doer: Somebody) -> None:
    if not doer.away(world.day):
        world.tried("task done", partial(case_task_tick, task=task, done=True, by=doer.user))


def answer_questions(world: World) -> None:
    """Those who were asked lately whether it is in use will answer, most of them."""
    rows = CaseOutcome.objects.filter(asked__gte=now() - timedelta(days=1), answered=None).select_related(
        "case__seeker"
    )
    for row in rows.order_by("pk"):
        chance = world.chance("outcome", row.pk)
        person = world.by_id.get(row.case.seeker.public_id) if row.case.seeker else None
        if person is not None and chance.random() < 0.8:
            world.later(chance.uniform(0.5, 20), partial(_say, world, row.public_id, person, chance))


def _say(world: World, outcome: str, person: Somebody, chance: Random) -> None:
    if person.away(world.day):
        return
    answer = chance.choices((UseAnswer.STILL, UseAnswer.TROUBLE, UseAnswer.NOT_ANY_MORE), (7, 2, 1))[0]
    reason = DeclineReason.TOO_COSTLY if answer is UseAnswer.NOT_ANY_MORE else None
    told = partial(case_outcome_answer, outcome=outcome, answer=answer, by=person.user, reason=reason)
    world.tried("question answered", told)
