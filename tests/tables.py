"""What can be reached in a table of states, whatever room it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

State = TypeVar("State")
Verb = TypeVar("Verb")
Who = TypeVar("Who")


def reached(
    start: State,
    who: frozenset[Who],
    *,
    verbs_for: Callable[[State, frozenset[Who]], Iterable[Verb]],
    target: Callable[[State, Verb, frozenset[Who]], State | None],
) -> set[State]:
    """Every state that the table lets these people reach."""
    found, todo = {start}, [start]
    while todo:
        state = todo.pop()
        for verb in verbs_for(state, who):
            to = target(state, verb, who)
            if to is not None and to not in found:
                found.add(to)
                todo.append(to)
    return found
