"""The road of a case: one table of moves, and how long it stayed where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from banyan.practice.brokerage.types import Move, Part, Stage

#: The stages in order; ``closed`` is beside the road.
ROAD: tuple[Stage, ...] = tuple(stage for stage in Stage if stage is not Stage.CLOSED)
EVERYBODY: frozenset[Part] = frozenset(Part)
#: Whether something was adopted and is in use is said by those who use it, or by the broker who heard it from them.
_USERS: frozenset[Part] = frozenset({Part.SEEKER, Part.BROKER})


@dataclass(frozen=True, slots=True)
class Turn:
    """One row of the table: in ``stage``, ``move`` by one of ``who`` leads to ``to``; without it, back to where the
    case was closed. ``why``: a reason is needed."""

    stage: Stage
    move: Move
    to: Stage | None
    who: frozenset[Part]
    why: bool


def _onward(stage: Stage, to: Stage) -> Turn:
    return Turn(stage, Move.ADVANCE, to, _USERS if to in {Stage.ADOPTED, Stage.IN_USE} else EVERYBODY, why=False)


#: The one table of moves; what is not in it cannot happen.
CASE_TABLE: tuple[Turn, ...] = (
    *(_onward(stage, to) for stage, to in pairwise(ROAD)),
    Turn(Stage.AGREEMENT, Move.SKIP, Stage.ADOPTED, _USERS, why=True),
    *(Turn(stage, Move.BACK, to, EVERYBODY, why=True) for to, stage in pairwise(ROAD)),
    *(Turn(stage, Move.CLOSE, Stage.CLOSED, EVERYBODY, why=True) for stage in ROAD),
    Turn(Stage.CLOSED, Move.REOPEN, None, EVERYBODY, why=True),
)
_BY_KEY: Mapping[tuple[Stage, Move], Turn] = {(turn.stage, turn.move): turn for turn in CASE_TABLE}


def case_target(stage: Stage, move: Move, who: frozenset[Part], *, left: Stage | None = None) -> Stage | None:
    """The stage after the move, or ``None`` when the table does not let any of ``who`` make it.

    ``left`` is where a closed case stood before.
    """
    turn = _BY_KEY.get((stage, move))
    if turn is None or not turn.who & who:
        return None
    return turn.to or left


def moves_for(stage: Stage, who: frozenset[Part]) -> tuple[Move, ...]:
    """What any of ``who`` may do next, in the order of the table."""
    return tuple(turn.move for turn in CASE_TABLE if turn.stage is stage and turn.who & who)


def needs_a_reason(stage: Stage, move: Move) -> bool:
    """Whether this move is not made without saying why."""
    turn = _BY_KEY.get((stage, move))
    return turn is not None and turn.why


def following(stage: Stage) -> Stage | None:
    """The next stage on the road; none at its end and beside it."""
    turn = _BY_KEY.get((stage, Move.ADVANCE))
    return turn.to if turn is not None else None


def times_in(
    stays: Iterable[tuple[Stage, datetime, datetime | None]], *, now: datetime
) -> tuple[tuple[Stage, timedelta], ...]:
    """How long the case was in each stage it has been in, all stays together, in the order of the road."""
    found: dict[Stage, timedelta] = {}
    for stage, since, until in stays:
        found[stage] = found.get(stage, timedelta(0)) + max((until or now) - since, timedelta(0))
    return tuple((stage, found[stage]) for stage in Stage if stage in found)


def day_in(moment: datetime, time_zone: str) -> date:
    """The day that a moment falls on where somebody lives; in UTC when their zone is not known."""
    try:
        return moment.astimezone(ZoneInfo(time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return moment.date()


def is_late(due: date | None, *, now: datetime, time_zone: str) -> bool:
    """Whether the day is over where the owner lives: what is due on a day may be done until its end."""
    return due is not None and day_in(now, time_zone) > due


def named_to(part: Part, *, readers: frozenset[Part], named: bool, inside: bool) -> bool:
    """Whether a reader learns who stands on the side ``part``.

    Each side knows itself; the other learns it once it is ``named``. Those who look after the chapter know it when
    they are ``inside``: when they look after the listing that keeps the name back.
    """
    if named or part in readers or part is Part.BROKER:
        return True
    return Part.BROKER in readers and inside


#: How many days a stage is planned to take when nobody says otherwise.
_USUAL: Mapping[Stage, int] = {
    Stage.INTRODUCED: 7,
    Stage.IN_TALKS: 21,
    Stage.NEEDS_CHECKED: 30,
    Stage.PACKAGE_ASSEMBLED: 30,
    Stage.AGREEMENT: 30,
    Stage.PILOT: 90,
    Stage.ADOPTED: 182,
}


def day_for_stage(stage: Stage, today: date) -> date | None:
    """Until when a stage is planned to last, from the day it begins; open where the road ends."""
    days = _USUAL.get(stage)
    return today + timedelta(days=days) if days is not None else None


def word_on_closing(left: Stage) -> bool:
    """Whether closing here says that the answer did not fit; later it ends a trial, which has other reasons too."""
    return left in {Stage.INTRODUCED, Stage.IN_TALKS, Stage.NEEDS_CHECKED}
