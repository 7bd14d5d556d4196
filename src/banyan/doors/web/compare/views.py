from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from banyan.base.errors import NotFound
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listing_get, listings_by_ids
from banyan.domain.listings.types import ListingView
from banyan.doors.web.compare.facts import facts
from banyan.doors.web.shell.requests import PageRequest
from banyan.practice.brokerage.selectors import own_among
from banyan.practice.brokerage.services import listings_seen
from banyan.practice.matchmaking.selectors import compare as compare_listings
from banyan.practice.matchmaking.types import CompareRow, MatchCard

#: What fits side by side on a screen and in a head.
MOST = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One listing at the head of its column, its card when there is a need, and the address without it."""

    listing: ListingView
    card: MatchCard | None
    without: str


@require_safe
def compare(request: PageRequest) -> HttpResponse:
    """Up to four listings side by side: by the criteria of a need when one is named, and by what they say."""
    ids = list(dict.fromkeys(one for one in request.GET.getlist("id") if one))[:20]
    known = listings_by_ids(ids, for_user=request.user)
    notes = _notes(asked=len(ids), known=len(known))
    shown = known[:MOST]
    need = _need(request.GET.get("need", ""), request.user)
    listings_seen([*shown, *([need] if need else [])], by=request.user)
    view = None
    if len(shown) > 1:
        view = compare_listings([one.id for one in shown], need.id if need else None, request.user)
    cards = {card.listing.id: card for card in view.cards} if view else {}
    only = bool(request.GET.get("differences"))
    criteria, said = (view.rows, facts(view.listings, need)) if view else ((), ())
    context = {
        "mine": own_among(request.user, [one.id for one in shown]),
        "columns": [Column(one, cards.get(one.id), _without(request.GET, one.id)) for one in shown],
        "need": need,
        "groups": [
            (_("What the need asks") if need else _("What matters most"), _kept(criteria, only)),
            (_("What each says"), _kept(said, only)),
        ],
        "only": only,
        "same": any(not row.differs for row in (*criteria, *said)),
        "notes": notes,
        "span": len(shown) + (2 if need else 1),
        "scored": bool(cards),
    }
    return render(request, "compare/compare.html", context)


def _kept(rows: Sequence[CompareRow], only: bool) -> list[CompareRow]:
    return [row for row in rows if row.differs or not only]


def _need(public_id: str, asker: Asker) -> ListingView | None:
    """The need they are compared for, when the reader may see it."""
    try:
        return listing_get(public_id, for_user=asker) if public_id else None
    except NotFound:
        return None


def _notes(*, asked: int, known: int) -> Sequence[str]:
    found = []
    if asked > known:
        found.append(
            ngettext(
                "One of the listings is not here: it was withdrawn, or it is not open to you.",
                "%(count)d of the listings are not here: they were withdrawn, or they are not open to you.",
                asked - known,
            )
            % {"count": asked - known}
        )
    if known > MOST:
        found.append(_("You chose %(chosen)d; four fit side by side, so the first four are here.") % {"chosen": known})
    return found


def _without(query: QueryDict, public_id: str) -> str:
    copy = query.copy()
    copy.setlist("id", [one for one in copy.getlist("id") if one != public_id])
    return f"?{copy.urlencode()}"
