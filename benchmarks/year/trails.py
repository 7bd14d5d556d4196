"""What the trail says, told again from its beginning, and whether it is what the tables let happen and what stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from banyan.base.audit.models import AuditRow
from banyan.domain.listings import rules as listing_rules
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import State as ListingState
from banyan.domain.listings.types import Verb as ListingVerb
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.models import Case, Enquiry
from banyan.practice.brokerage.people import deputies
from banyan.practice.brokerage.rules.case import CASE_TABLE
from banyan.practice.brokerage.types import Move, Nudge, State, Verb

_STEPS = {(step.state.value, step.verb.value, step.to.value) for step in rules.TABLE}
_LISTING_STEPS = {(step.state.value, step.verb.value, step.to.value) for step in listing_rules.TABLE}
_TURNS = {(turn.stage.value, turn.move.value, turn.to.value) for turn in CASE_TABLE if turn.to is not None}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the trail; ``was`` and ``state`` are the whole state before and after it, as far as it is kept."""

    at: datetime
    actor: str
    action: str
    was: dict[str, Any]
    state: dict[str, Any]
    agrees: bool


Trail = tuple[str, list[Row]]


def trails(kind: str, *keys: str) -> Iterator[Trail]:
    """Of each thing of this kind its rows, oldest first, of which only ``keys`` are kept."""
    rows = AuditRow.objects.filter(object_type=kind).order_by("object_id", "id")
    said = rows.values_list("object_id", "at", "actor", "action", "before", "after").iterator(chunk_size=5000)
    for id, some in groupby(said, key=lambda row: row[0]):
        state: dict[str, Any] = {}
        told = []
        for _id, at, actor, action, before, after in some:
            was = dict(state)
            agrees = all(state.get(key) == value for key, value in (before or {}).items() if key in keys)
            state = {**state, **{key: value for key, value in (after or {}).items() if key in keys}}
            told.append(Row(at, actor, action, was, state, agrees))
        yield id, told


def wrong_enquiries(known: list[Trail], now: datetime, look: timedelta) -> Iterator[str]:
    """Enquiries: replay, table, and every nudge of the clock in time, once, and none left out."""
    rows = {row.public_id: row for row in Enquiry.objects.all().iterator(chunk_size=5000)}
    for id, told in known:
        row = rows.pop(id, None)
        if row is None:
            yield f"{id} is gone"
            continue
        if not all(one.agrees for one in told):
            yield f"{id}: a line of the trail does not begin where the one before ended"
        last = told[-1].state
        if (last["state"], last["taken"], last["version"]) != (row.state, row.taken, row.version):
            yield f"{id} is {row.state} {row.taken} {row.version}, its trail ends at {last}"
        for one in told[1:]:
            verb = one.action.removeprefix("enquiry.")
            if verb in set(Verb) and (one.was["state"], verb, one.state["state"]) not in _STEPS:
                yield f"{id}: {verb} led from {one.was['state']} to {one.state['state']}"
        yield from _nudges(row, told, now, look)
    yield from (f"{id} has no trail" for id in rows)


def _nudges(row: Enquiry, told: list[Row], now: datetime, look: timedelta) -> Iterator[str]:
    """Each turn, from a verb to the next one: what the clock did beside what its plan said."""
    place = 0
    while place < len(told):
        begun, nudges = told[place], []
        place += 1
        while place < len(told) and told[place].action.removeprefix("enquiry.") not in set(Verb):
            nudges.append(told[place])
            place += 1
        ended = told[place] if place < len(told) else None
        if State(begun.state["state"]) in rules.LIVE:
            yield from _turn(row, begun, nudges, ended, now, look)


def _turn(
    row: Enquiry, begun: Row, nudges: list[Row], ended: Row | None, now: datetime, look: timedelta
) -> Iterator[str]:
    due = datetime.fromisoformat(begun.state["due"])
    state, taken, acted = State(begun.state["state"]), Nudge(begun.state["taken"]), None
    lapsed = ended is not None and ended.action == "enquiry.lapse"
    days = rules.turn_days(begun.at, due)
    for one in [*nudges, *([ended] if lapsed and ended is not None else [])]:
        nudge = Nudge.END if one.action == "enquiry.lapse" else Nudge(one.state["taken"])
        plan = dict(rules.plan(state, due, days, taken=taken, acted=acted))
        moment = plan.get(nudge)
        if moment is None:
            yield f"{row.public_id}: {nudge.name} came twice, or after what follows it"
            return
        if not moment <= one.at < moment + look:
            yield f"{row.public_id}: {nudge.name} came at {one.at:%Y-%m-%d %H:%M}, due {moment:%Y-%m-%d %H:%M}"
        yield from _left_out(row, plan, nudge, taken, due, look)
        taken, acted = nudge, one.at
    if lapsed:
        return
    until = ended.at if ended is not None else now
    for nudge, moment in rules.plan(state, due, days, taken=taken, acted=acted):
        missed = nudge in rules.REMINDERS and due - moment <= look
        if moment + look < until and not missed and not (nudge is Nudge.DEPUTY and not deputies(row)):
            yield f"{row.public_id}: {nudge.name} was due {moment:%Y-%m-%d %H:%M} and did not come"
            return


def _left_out(
    row: Enquiry, plan: dict[Nudge, datetime], done: Nudge, taken: Nudge, due: datetime, look: timedelta
) -> Iterator[str]:
    for nudge, moment in plan.items():
        missed = nudge in rules.REMINDERS and due - moment <= look  # nobody looked at the clock in between
        if taken < nudge < done and not missed and not (nudge is Nudge.DEPUTY and not deputies(row)):
            yield f"{row.public_id}: {nudge.name} was left out before {done.name}"


def wrong_listings(known: list[Trail]) -> Iterator[str]:
    """Listings: replay and table."""
    rows = dict(Listing.objects.values_list("public_id", "state"))
    for id, told in known:
        state = rows.pop(id, None)
        if state != told[-1].state.get("state") or not all(one.agrees for one in told):
            yield f"{id} is {state}, its trail ends at {told[-1].state}"
        for one in told[1:]:
            verb = one.action.removeprefix("listing.")
            step = (one.was.get("state"), verb, one.state.get("state"))
            if verb in set(ListingVerb) and step not in _LISTING_STEPS:
                yield f"{id}: {step}"
    yield from (f"{id} has no trail" for id, state in rows.items() if state != ListingState.WITHDRAWN)


def wrong_cases(known: list[Trail]) -> Iterator[str]:
    """Cases: replay and table."""
    rows = dict(Case.objects.values_list("public_id", "stage"))
    for id, told in known:
        stage = rows.pop(id, None)
        if stage != told[-1].state.get("stage") or not all(one.agrees for one in told):
            yield f"{id} stands at {stage}, its trail ends at {told[-1].state}"
        for one in told[1:]:
            move = one.action.removeprefix("case.")
            turn = (one.was.get("stage"), move, one.state.get("stage"))
            if move in set(Move) - {Move.REOPEN, Move.OPEN} and turn not in _TURNS:
                yield f"{id}: {turn}"
    yield from (f"{id} has no trail" for id in rows)
