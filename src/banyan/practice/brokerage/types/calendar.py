"""What a person's calendar shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Happens(StrEnum):
    """What is on a day."""

    TASK = "task"  #: something that the person has to do in a case
    STAGE = "stage"  #: until when a stage of a case, which they have in hand, is planned to last
    OUTCOME = "outcome"  #: it is asked whether what was adopted is in use
    ANSWER = "answer"  #: by when they, or their side, promised the next word of an enquiry
    AWAITED = "awaited"  #: by when the other side did


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a calendar. ``key`` stays the same as long as it is the same thing, and ``sequence`` rises when it
    changes. ``words`` are what is to be done, ``title`` what it is about, ``page`` where it is dealt with."""

    key: str
    what: Happens
    day: date
    words: str
    title: str
    page: str
    sequence: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar of one person, in their language and time zone."""

    locale: str
    time_zone: str
    entries: tuple[Entry, ...]
