"""When it is asked what became of it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

#: So many months after it was adopted it is asked whether it is in use.
ASKED_AFTER: tuple[int, ...] = (6, 12, 24)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is too short."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def question_to_ask(waiting: Iterable[tuple[int, date]], *, today: date) -> int | None:
    """Of the questions not asked yet, the one to ask now, by its months: the last whose day has come.

    After a long sleep of the node nobody is asked three times on one day.
    """
    return max((months for months, due in waiting if due <= today), default=None)
