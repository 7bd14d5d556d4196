"""Any order of steps by anybody, any silence: only steps of the table happen, and somebody can always end it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests import tables

from banyan.practice.brokerage import rules
from banyan.practice.brokerage.types import Nudge, Side, State, Verb

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAYS = st.integers(rules.LEAST_DAYS, rules.MOST_DAYS)
ENDS = {State.DECLINED, State.WITHDRAWN, State.CLOSED}


def reached(start: State, who: frozenset[Side]) -> set[State]:
    return tables.reached(start, who, verbs_for=rules.verbs_for, target=rules.target)


def test_every_state_can_be_reached_and_every_verb_is_used() -> None:
    assert reached(State.OPEN, frozenset(Side)) == set(State)
    assert {step.verb for step in rules.TABLE} == set(Verb) - {Verb.SEND}
    assert len({(step.state, step.verb) for step in rules.TABLE}) == len(rules.TABLE)


def test_either_side_alone_and_the_clock_alone_can_end_what_is_live() -> None:
    for state in rules.LIVE:
        for side in (Side.ASKER, Side.ANSWERER, Side.SYSTEM):
            assert ENDS & reached(state, frozenset({side})), (state, side)


def test_only_those_asked_accept() -> None:
    for state in State:
        for side in set(Side) - {Side.ANSWERER}:
            assert rules.target(state, Verb.ACCEPT, frozenset({side})) is None


class Life(RuleBasedStateMachine):
    """An enquiry among people who do anything at any time; the clock does its part whenever it is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.state, self.taken = State.OPEN, Nudge.NONE
        self.days = 7
        self.begun, self.due = START, START + timedelta(days=self.days)
        self.left = timedelta(0)
        self.acted: datetime | None = None
        self.log: list[tuple[State, Verb, State]] = []
        self.nudges: list[Nudge] = []

    @rule(verb=st.sampled_from(Verb), who=st.frozensets(st.sampled_from(Side), min_size=1))
    def try_a_step(self, verb: Verb, who: frozenset[Side]) -> None:
        to = rules.target(self.state, verb, who)
        assert (to is not None) == (verb in rules.verbs_for(self.state, who))
        if to is not None:
            self.take(verb, to)

    @rule(hours=st.integers(1, 24 * 12))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        length = rules.turn_days(self.begun, self.due)
        while self.state in rules.LIVE:
            nudge = rules.next_nudge(self.state, self.due, length, taken=self.taken, acted=self.acted, now=self.now)
            if nudge is None:
                return
            assert nudge not in self.nudges
            assert nudge not in rules.REMINDERS or self.now >= self.begun + (self.due - self.begun) / 2
            if nudge is Nudge.END:
                self.take(Verb.LAPSE, State.CLOSED)
            else:
                self.nudges.append(nudge)
                self.taken, self.acted = nudge, self.now

    def take(self, verb: Verb, to: State) -> None:
        self.log.append((self.state, verb, to))
        due = rules.due_after(verb, now=self.now, due=self.due, left=self.left, days=self.days, asker_days=5)
        if verb is Verb.ASK:
            self.left = self.due - self.now
        if to is not self.state:
            self.taken = rules.taken_over(self.taken, nobody_here=False)
            self.nudges, self.begun, self.acted = [], self.now, None
        self.due, self.state = due, to

    @invariant()
    def silence_ends_it(self) -> None:
        if self.state in rules.LIVE:
            assert self.now <= max(self.due, self.acted or self.due) + rules.TO_END

    @invariant()
    def somebody_can_go_on(self) -> None:
        assert self.state in ENDS or rules.verbs_for(self.state, frozenset({Side.ASKER, Side.ANSWERER}))

    @invariant()
    def the_log_replays_to_the_state(self) -> None:
        state = State.OPEN
        for before, _verb, after in self.log:
            assert before is state
            state = after
        assert state is self.state


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@given(DAYS, st.integers(1, 100))
def test_each_nudge_comes_once_in_order_however_often_the_clock_is_read(days: int, every: int) -> None:
    due, now, taken, found = START + timedelta(days=days), START, Nudge.NONE, []
    acted: datetime | None = None
    while now < due + rules.TO_END + timedelta(days=15):
        while nudge := rules.next_nudge(State.OPEN, due, days, taken=taken, acted=acted, now=now):
            found.append(nudge)
            taken, acted = nudge, now
        now += timedelta(hours=every)
    whole = [Nudge.REMINDER, Nudge.DEPUTY, Nudge.CHAPTER, Nudge.END]
    assert found in (whole, whole[1:])
    assert found[0] is Nudge.REMINDER or every > 12


@given(st.sampled_from(rules.LIVE), DAYS)
def test_a_turn_that_begins_after_the_hand_over_has_its_reminder_and_stays_handed_over(state: State, days: int) -> None:
    due, now, found = START + timedelta(days=days), START, []
    taken = rules.taken_over(Nudge.CHAPTER, nobody_here=False)
    acted: datetime | None = None
    while now < due + rules.TO_END + timedelta(days=1):
        while nudge := rules.next_nudge(state, due, days, taken=taken, acted=acted, now=now):
            found.append((nudge, now >= START + (due - START) / 2))
            taken, acted = nudge, now
            assert rules.taken_over(taken, nobody_here=False) is Nudge.CHAPTER
        now += timedelta(hours=6)
    assert found == [(Nudge.AGAIN, True), (Nudge.END, True)]


def test_a_question_stops_the_clock_and_the_reply_gives_the_rest_back() -> None:
    due, asked = START + timedelta(days=7), START + timedelta(days=5)
    until = rules.due_after(Verb.ASK, now=asked, due=due, left=timedelta(0), days=7, asker_days=10)
    assert until == asked + timedelta(days=10)
    replied = asked + timedelta(days=9)
    again = rules.due_after(Verb.REPLY, now=replied, due=until, left=due - asked, days=7, asker_days=10)
    assert again == replied + timedelta(days=1.5)  # whose day then lasts until its end
    late = rules.due_after(Verb.REPLY, now=replied, due=until, left=timedelta(days=-3), days=7, asker_days=10)
    assert late == replied + timedelta(days=1)


def test_a_share_of_few_is_not_told() -> None:
    assert rules.share([True] * 4) is None
    assert rules.share([True, True, True, False, None, None]) is None
    assert rules.share([True, True, True, True, False, None]) == 80


@given(st.sampled_from(["amina@example.org", "+254 712 345 678", "https://mwembe.example/x", "www.mwembe.example"]))
def test_addresses_are_blotted_out_and_words_and_figures_stay(address: str) -> None:
    told = rules.without_addresses(f"We dry 4,000 kg in 2027 for 35000 USD; reach us at {address} soon.")
    assert address not in told
    assert told == "We dry 4,000 kg in 2027 for 35000 USD; reach us at […] soon."
