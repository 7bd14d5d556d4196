"""Letters to those who answer for a listing whose time is over, or nearly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _

from banyan.base.letters import Letter, date_for, isolated
from banyan.domain.listings.models import Listing

#: Where the listing is confirmed with one click; the door keeps its page there.
_MINE = "/mine/"


class Told(StrEnum):
    """What a letter tells."""

    EXPIRING = "expiring"
    EXPIRED = "expired"


def compose(listing: Listing, told: Told, last_day: date) -> Letter:
    """The letter in the active language. A listing that closes on a day of its own is not asked whether it is valid."""
    closes = listing.closes is not None and listing.closes <= last_day
    subject, paragraphs = _WORDS[told](closes)
    said = {"title": isolated(" ".join(listing.title.split())[:120]), "day": date_for(last_day)}
    return Letter(
        subject=subject % said,
        paragraphs=tuple(one % said for one in paragraphs),
        buttons=((_("See your listings"), settings.BANYAN_URL + _MINE),),
    )


def _expiring(closes: bool) -> tuple[str, tuple[str, ...]]:
    shown = _("Your listing “%(title)s” is shown until %(day)s.")
    if closes:
        return _("Ends soon: %(title)s"), (shown, _("That is the last day you gave. If it goes on, give a later one."))
    return _("Is it still valid? %(title)s"), (
        shown,
        _("If it is still valid, one click keeps it for another year. If it is not, you need not do anything."),
    )


def _expired(closes: bool) -> tuple[str, tuple[str, ...]]:
    over = _("Your listing “%(title)s” is not shown any more: its last day was %(day)s. Nothing of it is lost.")
    again = (
        _("If it goes on, give a later day and publish it again.")
        if closes
        else _("If it is still valid, one click publishes it again.")
    )
    return _("Not shown any more: %(title)s"), (over, again)


_WORDS: Mapping[Told, Callable[[bool], tuple[str, tuple[str, ...]]]] = {
    Told.EXPIRING: _expiring,
    Told.EXPIRED: _expired,
}
