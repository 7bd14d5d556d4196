"""When something is the desk's, and when a desk is silent; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from banyan.practice.brokerage.types.case import Stage
from banyan.practice.brokerage.types.desk import Why

#: Where nothing more has to move for a case to go well: it is asked by letter what becomes of it.
SETTLED: frozenset[Stage] = frozenset({Stage.ADOPTED, Stage.IN_USE, Stage.CLOSED})


def why_stuck(
    stage: Stage, *, since: datetime, next_step: str, due: date | None, stuck_days: int, now: datetime
) -> Why | None:
    """Why a case does not go on: it has been ``stuck_days`` in its stage, and no next step is ahead of it."""
    if stage in SETTLED or now - since < timedelta(days=stuck_days):
        return None
    if not next_step:
        return Why.NO_STEP
    return Why.NO_MOVE if due is None or due < now.date() else None


def is_silent(
    oldest: datetime | None,
    last_act: datetime | None,
    *,
    silent_since: datetime | None,
    served: bool,
    days: int,
    now: datetime,
) -> bool:
    """Whether nobody does anything at a desk: something has waited there for ``days``, and in that time nobody has done
    anything; or there is nobody at all. Once silent it stays so until one of its people does something."""
    if silent_since is not None and (last_act is None or last_act <= silent_since):
        return True
    if oldest is None:
        return False
    if not served:
        return True
    patience = timedelta(days=days)
    return now - oldest >= patience and (last_act is None or now - last_act >= patience)


def came_how_far(cases: Iterable[tuple[Stage, bool]]) -> Mapping[Stage, int]:
    """Of cases (the furthest stage on the road; whether those who use it say that it is in use), how many came to an
    agreement, were adopted, are in use. Who came further came there too."""
    found = {Stage.AGREEMENT: 0, Stage.ADOPTED: 0, Stage.IN_USE: 0}
    road = list(Stage)
    for furthest, used in cases:
        reached = Stage.IN_USE if used else furthest
        for stage in found:
            found[stage] += reached is not Stage.CLOSED and road.index(reached) >= road.index(stage)
    return found
