from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests import tables

from banyan.domain.listings import rules
from banyan.domain.listings.types import State, Verb, Visibility, Who

PEOPLE = frozenset({Who.OWNER, Who.MODERATOR})
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def reached(start: State, who: frozenset[Who]) -> set[State]:
    return tables.reached(start, who, verbs_for=rules.verbs_for, target=rules.target)


def test_every_state_can_be_reached_and_every_verb_is_used() -> None:
    assert reached(State.DRAFT, frozenset(Who)) == set(State)
    assert {step.verb for step in rules.TABLE} == set(Verb)
    assert len({(step.state, step.verb) for step in rules.TABLE}) == len(rules.TABLE)


def test_from_everywhere_people_can_publish_again_and_withdraw_but_for_the_tombstone() -> None:
    for state in set(State) - {State.WITHDRAWN}:
        assert {State.PUBLISHED, State.WITHDRAWN} <= reached(state, PEOPLE), state
    assert rules.verbs_for(State.WITHDRAWN, PEOPLE) == ()


def test_an_owner_alone_is_never_stuck() -> None:
    for state in set(State) - {State.WITHDRAWN}:
        assert rules.verbs_for(state, frozenset({Who.OWNER})), state


def test_what_follows_its_source_is_not_moved_by_its_owner() -> None:
    assert rules.acting_as(frozenset({Who.OWNER}), follows_source=True) == frozenset()
    assert rules.target(State.PUBLISHED, Verb.PAUSE, frozenset()) is None


class Life(RuleBasedStateMachine):
    """Any order of steps by anybody: only steps of the table happen, and the log of steps tells the state."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.DRAFT
        self.log: list[tuple[State, Verb, State]] = []

    @rule(verb=st.sampled_from(Verb), who=st.frozensets(st.sampled_from(Who), min_size=1))
    def try_a_step(self, verb: Verb, who: frozenset[Who]) -> None:
        to = rules.target(self.state, verb, who)
        assert (to is not None) == (verb in rules.verbs_for(self.state, who))
        if to is not None:
            self.log.append((self.state, verb, to))
            self.state = to

    @precondition(lambda self: self.state is not State.WITHDRAWN)
    @rule()
    def leave_by_some_door(self) -> None:
        assert rules.verbs_for(self.state, PEOPLE)

    @invariant()
    def the_log_replays_to_the_state(self) -> None:
        state = State.DRAFT
        for before, _verb, after in self.log:
            assert before is state
            state = after
        assert state is self.state


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=30, stateful_step_count=20)


@given(DAYS, st.none() | DAYS)
def test_a_listing_lives_a_year_or_until_it_closes(confirmed: date, closes: date | None) -> None:
    last = rules.expires_on(confirmed, closes)
    assert last <= confirmed + timedelta(days=365)
    assert closes is None or last <= closes
    assert not rules.is_due(last, last)
    assert rules.is_due(last, last + timedelta(days=1))


@given(DAYS)
def test_each_reminder_goes_out_once_on_the_way_to_expiry(expires: date) -> None:
    sent: list[int] = []
    for left in range(60, -5, -1):
        due = rules.reminder_due(expires, expires - timedelta(days=left), sent[-1] if sent else None)
        if due is not None:
            sent.append(due)
    assert sent == [31, 7]


def test_a_reminder_missed_while_the_server_slept_is_not_made_up_for_twice() -> None:
    expires = date(2027, 1, 31)
    assert rules.reminder_due(expires, date(2027, 1, 30), None) == 7
    assert rules.reminder_due(expires, date(2027, 1, 30), 7) is None


@given(
    st.dictionaries(st.sampled_from(["organisation", "contact", "budget_max", "title"]), st.sampled_from(Visibility)),
    st.sampled_from(Visibility),
    st.booleans(),
)
def test_a_reader_sees_what_is_open_to_their_level_and_no_name_behind_an_anonymous_one(
    levels: dict[str, Visibility], reader: Visibility, anonymous: bool
) -> None:
    seen, hidden = rules.shown_fields(levels, reader=reader, inside=False, anonymous=anonymous)
    assert seen.isdisjoint(hidden)
    assert all(rules.may_see(levels[name], reader) for name in seen)
    assert not any(rules.may_see(level, reader) for level in hidden.values())
    if anonymous:
        assert rules.IDENTIFYING.isdisjoint(seen | set(hidden))
    assert rules.shown_fields(levels, reader=Visibility.PUBLIC, inside=True, anonymous=anonymous) == (
        frozenset(levels),
        {},
    )
