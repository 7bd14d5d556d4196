"""Written forms for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from icalendar import Calendar, Event

from banyan.domain.listings.types import Text
from banyan.practice.brokerage.types.calendar import CalendarView, Entry, Happens

_SAID: Mapping[Happens, Text] = {
    Happens.TASK: gettext_lazy("To do: %(words)s"),
    Happens.STAGE: gettext_lazy("Next step: %(words)s"),
    Happens.OUTCOME: gettext_lazy("Is it in use? “%(title)s”"),
    Happens.ANSWER: gettext_lazy("Your answer is due: “%(title)s”"),
    Happens.AWAITED: gettext_lazy("Their answer is due: “%(title)s”"),
}
#: How often a program should look, as calendars write it.
_LOOK = timedelta(hours=6)


def as_icalendar(view: CalendarView) -> bytes:
    """The calendar as RFC 5545 writes it: days without an hour, each with an id that stays and a number that rises.

    What is not due any more is left out, so it goes from the calendars that read this.
    """
    with override(view.locale):
        made = Calendar()
        made.add("prodid", "-//Banyan//Cases and enquiries//EN")
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        made.add("name", settings.BANYAN_NODE_NAME)
        made.add("x-wr-calname", settings.BANYAN_NODE_NAME)
        made.add("x-wr-timezone", view.time_zone)
        made.add("refresh-interval", _LOOK, parameters={"VALUE": "DURATION"})
        for entry in view.entries:
            made.add_component(_event(entry))
        return bytes(made.to_ical())


def _event(entry: Entry) -> Event:
    said = {"words": entry.words, "title": entry.title or _("a listing that was removed")}
    planned = entry.what is Happens.STAGE and not entry.words
    summary = _("A stage is planned to end: “%(title)s”") if planned else str(_SAID[entry.what])
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.BANYAN_URL).hostname}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed.astimezone(UTC))
    event.add("last-modified", entry.changed.astimezone(UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", summary % said)
    if entry.words:
        event.add("description", entry.title)
    event.add("url", settings.BANYAN_URL + entry.page)
    event.add("transp", "TRANSPARENT")
    return event
