"""The words of a letter about what was found. It names nobody whom its reader may not know, and has no pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.base.letters import foot, isolated
from banyan.domain.listings.types import codes, label
from banyan.practice.matchmaking.messages import name_of
from banyan.practice.matchmaking.types import About, Cause, NoticeView

#: Where things are read; the door keeps its pages there.
LISTING, NOTICES, ALERTS, STOP = "/listing/{id}/", "/notices/", "/alerts/", "/alerts/stop/{token}/"
_SALT = "alerts.stop"
_LINES = 12
"""Listings of one alert that a letter names; the others are counted, and stand on the page."""
_TITLE = 140


@dataclass(frozen=True, slots=True)
class Line:
    """One listing in a letter."""

    title: str
    facts: str
    why: tuple[str, ...]
    link: str
    aside: str


@dataclass(frozen=True, slots=True)
class Section:
    """What one alert found. ``stop`` ends its letters, and only its."""

    heading: str
    lines: tuple[Line, ...]
    more: str
    stop: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A letter in its reader's language. ``stop`` ends the letters of all alerts that found what it tells."""

    subject: str
    sections: tuple[Section, ...]
    stop: str
    notices: str
    alerts: str
    open: str
    aside: str
    quiet: str
    change: str
    foot: str

    @property
    def plain(self) -> str:
        """The letter as text."""
        parts = []
        for section in self.sections:
            lines = [self._line(one) for one in section.lines]
            more = (f"{section.more}: {self.notices}",) if section.more else ()
            parts.append("\n\n".join((section.heading, *lines, *more, f"{self.quiet}: {section.stop}")))
        return "\n\n\n".join((*parts, f"-- \n{self.change}: {self.alerts}\n{self.foot}")) + "\n"

    def _line(self, one: Line) -> str:
        below = (one.facts, *one.why, one.link, f"{self.aside}: {one.aside}")
        return "\n".join([f"* {one.title}", *(f"  {said}" for said in below if said)])


def stopping(names: Iterable[str]) -> str:
    """A token that names alerts, or a letter for all alerts that speak in it, and nothing else: who has it ends their
    letters, and can do no more. A letter is one name however many speak: a header has one line of 998 signs at most."""
    return signing.dumps(sorted(names), salt=_SALT)


def stopped(token: str) -> tuple[str, ...]:
    """The alerts and letters that a token names; none for one that is not of our making."""
    try:
        found = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return ()
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def compose(notices: Sequence[NoticeView], *, letter: str) -> Digest | None:
    """The letter in the active language; ``None`` when there is nothing to tell. ``letter`` is its id."""
    grouped: dict[str, list[NoticeView]] = {}
    for one in notices:
        if one.causes and one.listing.id:
            grouped.setdefault(one.causes[0].alert, []).append(one)
    if not grouped:
        return None
    first = next(iter(grouped.values()))[0]
    count = sum(len(some) for some in grouped.values())
    title = isolated(_line(first.listing.title))
    return Digest(
        subject=_("New for you: %(title)s") % {"title": title}
        if count == 1
        else ngettext("%(count)d new listing for you", "%(count)d new listings for you", count) % {"count": count},
        sections=tuple(_section(some) for some in grouped.values()),
        stop=settings.BANYAN_URL + STOP.format(token=stopping([letter])),
        notices=settings.BANYAN_URL + NOTICES,
        alerts=settings.BANYAN_URL + ALERTS,
        open=_("Read the listing"),
        aside=_("Not relevant, because…"),
        quiet=_("No more letters about this"),
        change=_("Change how often letters come"),
        foot=foot(),
    )


def heading(cause: Cause) -> str:
    """For what something was found."""
    name = {"name": isolated(_line(cause.name))}
    if cause.about is About.SEARCH:
        return _("Your search “%(name)s” finds") % name
    return _("For your listing “%(name)s”") % name


def _also(cause: Cause) -> str:
    """For what else it was found."""
    name = {"name": isolated(_line(cause.name))}
    if cause.about is About.SEARCH:
        return _("Your search “%(name)s” finds it too.") % name
    return _("It is also for your listing “%(name)s”.") % name


def _section(notices: Sequence[NoticeView]) -> Section:
    cause = notices[0].causes[0]
    shown = sorted(notices, key=lambda one: -one.causes[0].score)
    left = len(shown) - _LINES
    return Section(
        heading=heading(cause),
        lines=tuple(_told(one) for one in shown[:_LINES]),
        more=ngettext("%(count)d more on the page", "%(count)d more on the page", left) % {"count": left}
        if left > 0
        else "",
        stop=settings.BANYAN_URL + STOP.format(token=stopping([cause.alert])),
    )


def _told(one: NoticeView) -> Line:
    listing = one.listing
    facts = [str(label(listing.kind))]
    if listing.organisation_name and not listing.anonymous:
        facts.append(isolated(_line(listing.organisation_name)))
    facts += [name_of(f"place:{code}") for code in codes(listing.values, "places")[:3]]
    if one.causes[0].about is About.LISTING:
        facts.append(_("%(score)s of 100") % {"score": one.causes[0].score})
    others = [_also(cause) for cause in one.causes[1:2]]
    return Line(
        title=isolated(_line(listing.title)),
        facts=" · ".join(facts),
        why=(*one.causes[0].why, *others),
        link=settings.BANYAN_URL + LISTING.format(id=listing.id),
        aside=f"{settings.BANYAN_URL}{NOTICES}#{one.id}",
    )


def _line(text: str) -> str:
    """A text of people in one line."""
    return " ".join(text.split())[:_TITLE]
