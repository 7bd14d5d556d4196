"""What became of it: the questions after 6, 12 and 24 months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from banyan.domain.listings.types import DeclineReason


class UseAnswer(StrEnum):
    """How it is with what was adopted."""

    STILL = "still"
    TROUBLE = "trouble"
    NOT_ANY_MORE = "not_any_more"


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One question: ``months`` after it was adopted, on the day ``due``. ``passed``: a later one was asked instead.

    ``answerable`` tells that the reader can answer it now.
    """

    id: str
    case: str
    title: str
    months: int
    due: date
    asked: datetime | None
    passed: bool
    answer: UseAnswer | None
    reason: DeclineReason | None
    line: str
    answered: datetime | None
    answerable: bool
