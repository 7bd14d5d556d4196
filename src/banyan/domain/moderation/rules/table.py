"""The one table of what can happen to a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from banyan.domain.moderation.types.enums import State, Verb, Who


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: in ``state``, ``verb`` by ``who`` leads to ``to``."""

    state: State
    verb: Verb
    to: State
    who: Who


_S, _V = State, Verb
#: What is not in it cannot happen. The owner objects once: no state after an appeal has another.
TABLE: tuple[Step, ...] = (
    Step(_S.WAITING, _V.DISMISS, _S.DISMISSED, Who.STEWARD),
    Step(_S.WAITING, _V.RESOLVE, _S.RESOLVED, Who.STEWARD),
    Step(_S.WAITING, _V.FOLLOW, _S.FOLLOWED, Who.SYSTEM),
    Step(_S.RESOLVED, _V.APPEAL, _S.APPEALED, Who.OWNER),
    Step(_S.APPEALED, _V.UPHOLD, _S.UPHELD, Who.OTHER_STEWARD),
    Step(_S.APPEALED, _V.OVERTURN, _S.OVERTURNED, Who.OTHER_STEWARD),
)
_BY_KEY: Mapping[tuple[State, Verb], Step] = {(step.state, step.verb): step for step in TABLE}

#: States in which what was reported is down.
TAKEN_DOWN: frozenset[State] = frozenset({_S.RESOLVED, _S.APPEALED, _S.UPHELD})
#: States that nothing leads out of.
FINAL: frozenset[State] = frozenset(State) - {step.state for step in TABLE}


def target(state: State, verb: Verb, who: frozenset[Who]) -> State | None:
    """The state after the verb, or ``None`` when the table does not let any of ``who`` do it."""
    step = _BY_KEY.get((state, verb))
    return step.to if step is not None and step.who in who else None


def verbs_for(state: State, who: frozenset[Who]) -> tuple[Verb, ...]:
    """What any of ``who`` may do next, in the order of the table."""
    return tuple(step.verb for step in TABLE if step.state is state and step.who in who)
