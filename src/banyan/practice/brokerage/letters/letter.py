"""What all letters of the room share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.conf import settings
from django.utils.translation import get_language

from banyan.domain.accounts.policy import SignedIn


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in the reader's language."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str
    link: str
    foot: str

    @property
    def plain(self) -> str:
        """The letter as text."""
        return "\n\n".join((*self.paragraphs, f"{self.button}:\n{self.link}", f"-- \n{self.foot}")) + "\n"


def foot() -> str:
    """Who writes."""
    return f"{settings.BANYAN_NODE_NAME}, {settings.BANYAN_URL}"


def day_for(moment: datetime | None, to: SignedIn) -> str:
    """The day of a moment in the active language and the reader's time zone; empty without one."""
    return date_for(moment.astimezone(ZoneInfo(to.time_zone)).date()) if moment is not None else ""


def date_for(day: date) -> str:
    """A day in the active language."""
    try:
        locale = Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(format_date(day, format="long", locale=locale))
