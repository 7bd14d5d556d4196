"""Any moves by anybody: only moves of the table happen, somebody can always go on, and the trail replays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.cast import Cast, gather
from tests.factories.cases import opened

from banyan.base.audit.selectors import history
from banyan.base.clock import standing_at
from banyan.base.errors import BanyanError
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.rules.case import (
    CASE_TABLE,
    EVERYBODY,
    ROAD,
    case_target,
    is_late,
    moves_for,
    named_to,
    needs_a_reason,
    times_in,
)
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.services.cases import case_move
from banyan.practice.brokerage.types import Move, Part, Stage

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def reached(start: Stage, who: frozenset[Part]) -> set[Stage]:
    """Every stage that the table lets these people reach; a closed case is opened again where it stood."""
    begin: tuple[Stage, Stage | None] = (start, None)
    found, todo = {begin}, [begin]
    while todo:
        stage, left = todo.pop()
        for move in moves_for(stage, who):
            to = case_target(stage, move, who, left=left)
            assert to is not None
            after = (to, stage if to is Stage.CLOSED else None)
            if after not in found:
                found.add(after)
                todo.append(after)
    return {stage for stage, _left in found}


def test_every_stage_can_be_reached_and_every_move_is_used() -> None:
    assert reached(Stage.INTRODUCED, EVERYBODY) == set(Stage)
    assert reached(Stage.INTRODUCED, frozenset({Part.SEEKER})) == set(Stage)
    assert reached(Stage.INTRODUCED, frozenset({Part.PROVIDER})) == set(Stage) - {Stage.ADOPTED, Stage.IN_USE}
    assert {turn.move for turn in CASE_TABLE} == set(Move) - {Move.OPEN}
    assert len({(turn.stage, turn.move) for turn in CASE_TABLE}) == len(CASE_TABLE)


def test_everybody_can_close_from_anywhere_and_nothing_goes_back_without_a_reason() -> None:
    for stage in ROAD:
        for part in Part:
            assert case_target(stage, Move.CLOSE, frozenset({part})) is Stage.CLOSED
            assert case_target(Stage.CLOSED, Move.REOPEN, frozenset({part}), left=stage) is stage
        assert not needs_a_reason(stage, Move.ADVANCE)
        assert needs_a_reason(stage, Move.CLOSE)
    for before, after in pairwise(ROAD):
        assert case_target(after, Move.BACK, EVERYBODY) is before
        assert needs_a_reason(after, Move.BACK)


@given(st.lists(st.tuples(st.sampled_from(Stage), st.integers(0, 500)), min_size=1, max_size=12))
def test_the_times_in_the_stages_add_up_to_the_age_of_the_case(stays: list[tuple[Stage, int]]) -> None:
    rows: list[tuple[Stage, datetime, datetime | None]] = []
    at = START
    for stage, hours in stays:
        rows.append((stage, at, at + timedelta(hours=hours)))
        at += timedelta(hours=hours)
    rows[-1] = (rows[-1][0], rows[-1][1], None)
    told = times_in(rows, now=at)
    assert sum((length for _stage, length in told), timedelta(0)) == at - START
    assert [stage for stage, _length in told] == [stage for stage in Stage if stage in {one for one, _h in stays}]


@given(st.sampled_from(["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago", "no such zone"]), st.integers(-40, 40))
def test_what_is_due_on_a_day_may_be_done_until_its_end_where_its_owner_lives(zone: str, hours: int) -> None:
    due, moment = date(2026, 3, 9), datetime(2026, 3, 9, 12, tzinfo=UTC) + timedelta(hours=hours)
    offset = {"Pacific/Kiritimati": 14, "Pacific/Pago_Pago": -11}.get(zone, 0)
    over = datetime(2026, 3, 10, tzinfo=UTC) - timedelta(hours=offset)
    assert is_late(due, now=moment, time_zone=zone) == (moment >= over)
    assert not is_late(None, now=moment, time_zone=zone)


def test_a_side_is_named_to_itself_to_those_told_and_to_those_who_look_after_its_listing() -> None:
    seeker, provider, broker = (frozenset({part}) for part in Part)
    assert named_to(Part.SEEKER, readers=seeker, named=False, inside=False)
    assert not named_to(Part.SEEKER, readers=provider, named=False, inside=True)
    assert not named_to(Part.SEEKER, readers=broker, named=False, inside=False)
    assert named_to(Part.SEEKER, readers=broker, named=False, inside=True)
    assert named_to(Part.SEEKER, readers=provider, named=True, inside=False)


class Life(RuleBasedStateMachine):
    """A real case among people who do anything at any time."""

    cast: Cast
    case: str
    left: Stage | None

    @initialize()
    def begin(self) -> None:
        self.life = transaction.atomic()
        self.life.__enter__()
        self.cast, self.now = gather(), START
        with standing_at(START):
            self.case = opened(self.cast)
        self.stage, self.left, self.moves = Stage.INTRODUCED, None, 0

    @rule(
        move=st.sampled_from(Move),
        who=st.sampled_from(["amina", "kofi", "rosa", "uma"]),
        line=st.sampled_from(["", "Because."]),
        reason=st.sampled_from([None, DeclineReason.TOO_COSTLY]),
        hours=st.integers(1, 2000),
    )
    def try_a_move(self, move: Move, who: str, line: str, reason: DeclineReason | None, hours: int) -> None:
        self.now += timedelta(hours=hours)
        part = {"amina": Part.SEEKER, "kofi": Part.PROVIDER, "rosa": Part.BROKER}.get(who)
        parts = frozenset({part}) if part else frozenset()
        to = case_target(self.stage, move, parts, left=self.left)
        said = reason is not None if move is Move.CLOSE else bool(line) or not needs_a_reason(self.stage, move)
        try:
            with standing_at(self.now):
                case_move(public_id=self.case, move=move, reason=reason, line=line, by=getattr(self.cast, who))
        except BanyanError:
            assert to is None or not said
            return
        assert to is not None and said
        self.left = self.stage if to is Stage.CLOSED else None
        self.stage, self.moves = to, self.moves + 1

    @invariant()
    def the_case_stands_where_the_moves_led(self) -> None:
        if not hasattr(self, "case"):
            return
        with standing_at(self.now):
            view = case_get(self.case, for_user=self.cast.amina)
        assert (view.stage, view.left) == (self.stage, self.left)
        assert len(view.stays) == self.moves + 1
        assert sum((length for _stage, length in view.times), timedelta(0)) == self.now - view.opened
        assert view.moves

    @invariant()
    def the_trail_replays_to_the_present(self) -> None:
        if not hasattr(self, "case"):
            return
        state: dict[str, object] = {}
        for line in reversed(history(object_type="case", object_id=self.case)):
            before = line.before or {}
            assert all(state[name] == value for name, value in before.items())
            state |= line.after or {}
        assert (state["stage"], state["left"]) == (self.stage.value, self.left.value if self.left else "")

    def teardown(self) -> None:
        if hasattr(self, "life"):
            transaction.set_rollback(True)
            self.life.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_life_of_a_case_follows_the_table_and_its_trail_replays() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=5, stateful_step_count=16, deadline=None))
