"""The clock of a promise: what happens by itself while nobody answers, and how promises are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from banyan.practice.brokerage.rules.enquiry import LIVE
from banyan.practice.brokerage.types import Nudge, State, Verb

_DAY = timedelta(days=1)
#: After a promise has passed, the chapter hears of it after so long, and the enquiry ends unanswered after so long.
TO_CHAPTER, TO_END = 3 * _DAY, 30 * _DAY
#: A reminder goes out so long before the promise passes; half of it when it is a short one.
_NOTICE = 2 * _DAY
#: Both tell whose turn it is.
REMINDERS: frozenset[Nudge] = frozenset({Nudge.REMINDER, Nudge.AGAIN})
#: A promise of so many days may be given.
LEAST_DAYS, MOST_DAYS = 1, 60
#: A share of fewer answers than this would point at people, not at habits.
FEW = 5
#: Who sent and took back so often within so long waits that long before asking the same again.
TIMES, ASK_AGAIN_AFTER = 3, 30 * _DAY

Plan = tuple[tuple[Nudge, datetime], ...]


def end_of_day(moment: datetime, zones: Iterable[tzinfo]) -> datetime:
    """When the day of ``moment`` is over in each of the zones: midnight where it comes last. Without a zone: UTC."""
    ends = [
        datetime.combine(moment.astimezone(zone).date() + _DAY, time.min, tzinfo=zone).astimezone(UTC) for zone in zones
    ]
    return max(ends) if ends else end_of_day(moment, (UTC,))


def last_day(due: datetime, zone: tzinfo) -> date:
    """The last day that is over, for somebody in this zone, when ``due`` comes: “by this day” is never too late."""
    return due.astimezone(zone).date() - _DAY


def due_after(verb: Verb, *, now: datetime, due: datetime, left: timedelta, days: int, asker_days: int) -> datetime:
    """On whose day the next word is due. A question stops the clock of those asked and starts the asker's.

    ``left`` is what those asked had left when they put the question; after the reply they get it back to the nearest
    day, a day at least.
    """
    if verb is Verb.ASK:
        return now + asker_days * _DAY
    if verb is Verb.REPLY:
        return now + max(left - _DAY / 2, min(_DAY, days * _DAY))
    return due


def turn_days(begun: datetime, due: datetime) -> float:
    """How many days the present turn lasts, from the step that began it."""
    return (due - begun) / _DAY


def plan(state: State, due: datetime, days: float, *, taken: Nudge = Nudge.NONE, acted: datetime | None = None) -> Plan:
    """What still happens by itself, and when, while nobody speaks; in order. ``days`` is how long the turn lasts.

    Each thing leaves people the same time whenever the one before it was really done (``acted``), so a node that slept
    cuts nobody short. Once the chapter has it, a turn knows a reminder and the end.
    """
    if state not in LIVE:
        return ()
    late = max(due, acted) if acted is not None else due
    handed = taken >= Nudge.CHAPTER
    reminder = (Nudge.AGAIN if handed else Nudge.REMINDER, due - min(_NOTICE, days * _DAY / 2))
    if state is State.OPEN and not handed:
        chapter = (late if taken is Nudge.DEPUTY else due) + TO_CHAPTER
        whole: Plan = (
            reminder,
            (Nudge.DEPUTY, due),
            (Nudge.CHAPTER, chapter),
            (Nudge.END, chapter + TO_END - TO_CHAPTER),
        )
    elif state is State.OPEN and taken is Nudge.CHAPTER and acted is not None:
        whole = ((Nudge.END, max(due + TO_END, acted + TO_END - TO_CHAPTER)),)
    else:
        whole = (reminder, (Nudge.END, (late if taken in REMINDERS else due) + TO_END))
    return tuple((nudge, moment) for nudge, moment in whole if nudge > taken)


def next_nudge(
    state: State, due: datetime, days: float, *, taken: Nudge, acted: datetime | None = None, now: datetime
) -> Nudge | None:
    """The one thing to do now: the first of the plan whose time has come.

    A reminder missed while the node slept is left out where somebody else steps in next, not where the end is next.
    """
    ahead = plan(state, due, days, taken=taken, acted=acted)
    for place, (nudge, moment) in enumerate(ahead):
        if moment > now:
            return None
        if nudge in REMINDERS and now >= due and ahead[place + 1][0] is not Nudge.END:
            continue
        return nudge
    return None


def looks_at(ahead: Plan, now: datetime) -> datetime | None:
    """When there is something to do again: the first moment of the plan still to come; ``None`` without any."""
    return next((moment for _nudge, moment in ahead if moment > now), None)


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


def ask_again_from(taken_back: Sequence[datetime], now: datetime) -> datetime | None:
    """From when somebody may ask about the same listing again, or ``None`` for at once.

    ``taken_back`` are the moments when they took back what they had sent, the last one first.
    """
    recent = [moment for moment in taken_back if now - moment < ASK_AGAIN_AFTER]
    return recent[0] + ASK_AGAIN_AFTER if len(recent) >= TIMES else None


def share(outcomes: Iterable[bool | None]) -> int | None:
    """Percent answered in time; ``None`` when there are too few to say."""
    known = [one for one in outcomes if one is not None]
    return round(100 * sum(known) / len(known)) if len(known) >= FEW else None
