"""The trail of a listing in words, and who saw what is kept back, for those who answer for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.formats import BY_NAME
from banyan.domain.listings.types import Happening, Text
from banyan.doors.web.listing.showing import label_of
from banyan.practice.brokerage.types import Seen, Side, What

_ACTIONS: dict[str, Text] = {
    "create": _("Written"),
    "update": _("Changed"),
    "submit": _("Sent for checking"),
    "publish": _("Published"),
    "reject": _("Sent back"),
    "rework": _("Taken back to work on it"),
    "pause": _("Paused"),
    "resume": _("Shown again"),
    "confirm": _("Confirmed as still valid"),
    "expire": _("Expired"),
    "revive": _("Published again"),
    "archive": _("Put away"),
    "withdraw": _("Withdrawn"),
    "return": _("Back from its source"),
    "import": _("Taken over from its source"),
    "translate": _("Translated"),
    "attach": _("A file was added"),
    "detach": _("A file was removed"),
}
#: Kept in the trail, but no answers of anybody.
_NOT_ANSWERS = frozenset({"version", "state", "state_reason", "published", "expires", "last_confirmed"})


@dataclass(frozen=True, slots=True)
class Line:
    """One change: when, what, which answers."""

    at: datetime
    action: Text
    changed: str
    note: str


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One line of who saw what and when; ``who`` is a person's name, or words in its place."""

    day: date
    who: Text
    named: bool
    what: Text


_WHAT: dict[What, Text] = {
    What.AFTER_ENQUIRY: _("what is kept back until an enquiry"),
    What.AFTER_ACCEPTANCE: _("what is kept back until you accept"),
    What.WORDS: _("the words of the enquiry"),
    What.NAMES: _("names and addresses"),
    What.FILE: _("a file"),
}
_WHO: dict[Side, Text] = {
    Side.ASKER: _("Somebody who asks"),
    Side.ANSWERER: _("Somebody who is asked"),
    Side.BROKER: _("The chapter"),
    Side.SYSTEM: "",
}


def glimpses(seen: Iterable[Seen]) -> tuple[Glimpse, ...]:
    """The log in words, newest first."""
    return tuple(
        Glimpse(
            day=one.day,
            who=_("You") if one.mine else one.name or _WHO[one.side],
            named=bool(one.name) and not one.mine,
            what=_WHAT[one.what],
        )
        for one in seen
    )


def lines(happenings: Iterable[Happening]) -> tuple[Line, ...]:
    """The trail, newest first. An action without words here keeps its code."""
    return tuple(
        Line(
            at=one.at,
            action=_ACTIONS.get(one.action.rpartition(".")[2], one.action),
            changed=_changed(one) if one.before and one.after else "",
            note=one.note,
        )
        for one in happenings
    )


def _changed(one: Happening) -> str:
    names = {*one.before, *one.after} - _NOT_ANSWERS
    return ", ".join(str(label_of(name)) for name in BY_NAME if name in names)
