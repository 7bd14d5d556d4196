"""The table of reports: every path ends, the owner objects once, and nobody decides twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.moderation.rules import FINAL, TABLE, TAKEN_DOWN, target, verbs_for
from banyan.domain.moderation.types import State, Verb, Who

EVERYBODY = frozenset(Who)


def test_each_step_stands_once_in_the_table() -> None:
    assert len({(step.state, step.verb) for step in TABLE}) == len(TABLE)


def test_every_state_is_reached_and_every_verb_used() -> None:
    assert {step.to for step in TABLE} | {State.WAITING} == set(State)
    assert {step.verb for step in TABLE} | {Verb.FLAG} == set(Verb)


def test_only_stewards_take_down_and_only_the_owner_objects() -> None:
    assert {step.who for step in TABLE if step.to in TAKEN_DOWN - {State.APPEALED}} == {Who.STEWARD, Who.OTHER_STEWARD}
    assert [step.who for step in TABLE if step.verb is Verb.APPEAL] == [Who.OWNER]
    assert Who.REPORTER not in {step.who for step in TABLE}


@given(st.lists(st.tuples(st.sampled_from(Verb), st.frozensets(st.sampled_from(Who))), max_size=40))
def test_whatever_is_tried_a_report_ends_and_there_is_one_objection(tries: list[tuple[Verb, frozenset[Who]]]) -> None:
    state, done = State.WAITING, list[Verb]()
    for verb, who in tries:
        to = target(state, verb, who)
        assert (to is not None) == (verb in verbs_for(state, who))
        if to is not None:
            assert to is not state
            state = to
            done.append(verb)
    assert len(done) <= 3
    assert done.count(Verb.APPEAL) <= 1
    assert len(done) == len(set(done))
    assert (verbs_for(state, EVERYBODY) == ()) == (state in FINAL)
    if state in TAKEN_DOWN:
        assert Verb.RESOLVE in done
