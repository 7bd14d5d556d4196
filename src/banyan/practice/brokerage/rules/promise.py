"""The clock of a promise: what happens by itself while nobody answers, and how promises are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from banyan.practice.brokerage.rules.enquiry import LIVE
from banyan.practice.brokerage.types import Nudge, State, Verb

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
