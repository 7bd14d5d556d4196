"""The table of states of an enquiry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banyan.practice.brokerage.types import Side, State, Verb


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: in ``state``, ``verb`` by one of ``who`` leads to ``to``."""

    state: State
    verb: Verb
    to: State
    who: frozenset[Side]


def _steps(states: Iterable[State], verb: Verb, to: State, *who: Side) -> tuple[Step, ...]:
    return tuple(Step(state, verb, to, frozenset(who)) for state in states)


LIVE: tuple[State, ...] = (State.OPEN, State.ASKED)
#: States in which the same person does not ask about the same listing again.
STANDING: tuple[State, ...] = (*LIVE, State.ACCEPTED)
#: The one table of transitions; what is not in it cannot happen. Only those asked accept, since accepting tells names.
TABLE: tuple[Step, ...] = (
    *_steps(LIVE, Verb.ACCEPT, State.ACCEPTED, Side.ANSWERER),
    *_steps((State.OPEN,), Verb.ASK, State.ASKED, Side.ANSWERER, Side.BROKER),
    *_steps((State.ASKED,), Verb.REPLY, State.OPEN, Side.ASKER),
    *_steps(LIVE, Verb.DECLINE, State.DECLINED, Side.ANSWERER, Side.BROKER),
    *_steps(LIVE, Verb.WITHDRAW, State.WITHDRAWN, Side.ASKER),
    *_steps((State.ACCEPTED,), Verb.FINISH, State.CLOSED, Side.ASKER, Side.ANSWERER),
    *_steps(LIVE, Verb.CLOSE, State.CLOSED, Side.SYSTEM),
    *_steps(LIVE, Verb.LEAVE, State.CLOSED, Side.SYSTEM),
    *_steps(LIVE, Verb.LAPSE, State.CLOSED, Side.SYSTEM),
)
_BY_KEY: Mapping[tuple[State, Verb], Step] = {(step.state, step.verb): step for step in TABLE}
#: Verbs by which those asked have answered.
ANSWERING: frozenset[Verb] = frozenset({Verb.ACCEPT, Verb.ASK, Verb.DECLINE})


def target(state: State, verb: Verb, who: frozenset[Side]) -> State | None:
    """The state after the verb, or ``None`` when the table does not let any of ``who`` do it."""
    step = _BY_KEY.get((state, verb))
    return step.to if step is not None and step.who & who else None


def verbs_for(state: State, who: frozenset[Side]) -> tuple[Verb, ...]:
    """What any of ``who`` may do next, in the order of the table."""
    return tuple(step.verb for step in TABLE if step.state is state and step.who & who)
