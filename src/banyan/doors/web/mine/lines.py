"""One's own listings as lines of a table, with the one thing to do next for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.domain.listings.types import ListingView, State, Verb, label
from banyan.doors.web.posting.reasons import reason_of

#: From this many days before a listing expires, its owner is asked whether it is still valid.
_SOON = timedelta(days=31)
#: What waits for the owner comes first, then what others see.
_ORDER = (
    State.REJECTED,
    State.DRAFT,
    State.EXPIRED,
    State.PUBLISHED,
    State.IN_REVIEW,
    State.PAUSED,
    State.ARCHIVED,
    State.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: a page to open, or (``post``) a step to take at once."""

    label: str
    url: str
    post: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One listing in the table."""

    listing: ListingView
    state_label: str
    expires: date | None
    soon: bool
    reason: str
    first: Action
    others: tuple[Action, ...]


def lines(listings: Sequence[ListingView], today: date) -> list[Line]:
    """What waits for the owner first; within a state what expires soonest first."""
    shown = [_line(one, today) for one in listings]
    return sorted(shown, key=lambda line: (_ORDER.index(line.listing.state), line.expires or date.max))


def _line(listing: ListingView, today: date) -> Line:
    shown = listing.state in {State.PUBLISHED, State.PAUSED, State.EXPIRED}
    expires = listing.expires if shown else None
    soon = listing.state is State.PUBLISHED and expires is not None and expires - today <= _SOON
    first = _next(listing, soon=soon)
    others = tuple(one for one in _others(listing) if one.url != first.url)
    reason = reason_of(listing) if listing.state is State.REJECTED else ""
    return Line(listing, str(label(listing.state)), expires, soon, reason, first, others)


def _next(listing: ListingView, *, soon: bool) -> Action:
    edit = reverse("listing_edit", args=[listing.id])
    if (
        listing.state is not State.PUBLISHED
        and listing.origin is not None
        and Verb.REWORK not in listing.verbs
        and not listing.verbs
    ):
        return Action(_("Look at it"), reverse("listing", args=[listing.id]))
    match listing.state:
        case State.DRAFT:
            return Action(_("Continue"), edit)
        case State.REJECTED:
            return Action(_("Answer the reviewer"), edit)
        case State.EXPIRED:
            return _step(listing, Verb.CONFIRM, _("Still valid: publish again"))
        case State.PAUSED:
            return _step(listing, Verb.RESUME, _("Show it again"))
        case State.ARCHIVED:
            return _step(listing, Verb.REWORK, _("Work on it again"))
        case State.PUBLISHED if soon:
            return _step(listing, Verb.CONFIRM, _("Still valid"))
    return Action(_("See the answers"), reverse("answers", args=[listing.id]))


def _others(listing: ListingView) -> list[Action]:
    found = []
    if listing.state is State.PUBLISHED:
        found.append(Action(_("See the answers"), reverse("answers", args=[listing.id])))
    if listing.state not in {State.ARCHIVED, State.WITHDRAWN} and listing.verbs:
        found.append(Action(_("Edit"), reverse("listing_edit", args=[listing.id])))
    if listing.state is State.PUBLISHED:
        found.append(_step(listing, Verb.CONFIRM, _("Still valid")))
    for verb in (Verb.PAUSE, Verb.ARCHIVE, Verb.WITHDRAW):
        if verb in listing.verbs:
            asked = verb is not Verb.PAUSE
            found.append(Action(str(label(verb)), reverse("listing_do", args=[listing.id, verb]), post=not asked))
    return found


def _step(listing: ListingView, verb: Verb, words: str) -> Action:
    return Action(words, reverse("listing_do", args=[listing.id, verb]), post=True)
