"""Pure decisions about enquiries: the table of states, the clock of a promise, what one side may know of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from banyan.practice.brokerage.types import Nudge, Side, State, Verb

_DAY = timedelta(days=1)
#: After a promise has passed, the chapter hears of it after so long, and the enquiry ends unanswered after so long.
TO_CHAPTER, TO_END = 3 * _DAY, 30 * _DAY
#: A reminder goes out so long before the promise passes; half of it when it is a short one.
_NOTICE = 2 * _DAY
#: Both tell whose turn it is while there is time.
REMINDERS: frozenset[Nudge] = frozenset({Nudge.REMINDER, Nudge.AGAIN})
#: A promise of so many days may be given.
LEAST_DAYS, MOST_DAYS = 1, 60
#: A share of fewer answers than this would point at people, not at habits.
FEW = 5


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


def due_after(verb: Verb, *, now: datetime, due: datetime, left: timedelta, days: int, asker_days: int) -> datetime:
    """Until when the next word is due. A question stops the clock of those asked and starts the asker's.

    ``left`` is what those asked had left when they put the question; after the reply they get it back, a day at least.
    """
    if verb is Verb.ASK:
        return now + asker_days * _DAY
    if verb is Verb.REPLY:
        return now + max(left, min(_DAY, days * _DAY))
    return due


def turn_days(begun: datetime, due: datetime) -> float:
    """How many days the present turn lasts, from the step that began it."""
    return (due - begun) / _DAY


def plan(state: State, due: datetime, days: float, *, taken: Nudge = Nudge.NONE) -> tuple[tuple[Nudge, datetime], ...]:
    """What happens by itself, and when, while nobody answers; in order. ``days`` is how long the turn lasts.

    Once the chapter has it, a turn knows a reminder and the end.
    """
    handed = taken >= Nudge.CHAPTER
    reminder = (Nudge.AGAIN if handed else Nudge.REMINDER, due - min(_NOTICE, days * _DAY / 2))
    end = (Nudge.END, due + TO_END)
    if state is State.OPEN and not handed:
        return reminder, (Nudge.DEPUTY, due), (Nudge.CHAPTER, due + TO_CHAPTER), end
    return (reminder, end) if state in LIVE else ()


def longest_notice() -> timedelta:
    """How long before the promise passes something may happen by itself."""
    return _NOTICE


def next_nudge(state: State, due: datetime, days: float, *, taken: Nudge, now: datetime) -> Nudge | None:
    """The one thing to do now: the first of the plan whose time has come and that is not done yet.

    A reminder missed while the node slept is not made up for once the promise has passed.
    """
    for nudge, moment in plan(state, due, days, taken=taken):
        if nudge <= taken or moment > now:
            continue
        if nudge in REMINDERS and now >= due:
            continue
        return nudge
    return None


def taken_over(taken: Nudge, *, nobody_here: bool) -> Nudge:
    """What the clock has done when a new turn begins: all starts anew, but what was handed to the chapter stays there.

    A listing whose people are not on this node is the chapter's from the start.
    """
    return Nudge.CHAPTER if nobody_here or taken >= Nudge.CHAPTER else Nudge.NONE


def in_time(answered: datetime | None, due: datetime, now: datetime) -> bool | None:
    """Whether the first answer came as promised; ``None`` while it may still come."""
    if answered is not None:
        return answered <= due
    return None if now <= due else False


def share(outcomes: Iterable[bool | None]) -> int | None:
    """Percent answered in time; ``None`` when there are too few to say."""
    known = [one for one in outcomes if one is not None]
    return round(100 * sum(known) / len(known)) if len(known) >= FEW else None


def names_told(*, hidden: bool, accepted: bool) -> bool:
    """Whether the other side learns who it is: at once, or once those asked have accepted."""
    return accepted or not hidden


_ADDRESS = re.compile(
    r"[\w.+-]+\s*@\s*[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|(?<!\w)\+?\d(?:[\s().-]?\d){7,}", re.IGNORECASE
)


def without_addresses(text: str) -> str:
    """The text with mail addresses, web addresses and telephone numbers blotted out."""
    return _ADDRESS.sub("[…]", text)
