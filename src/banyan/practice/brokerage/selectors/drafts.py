from __future__ import annotations

from collections.abc import Iterable

from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.policy import concerned, standing_of
from banyan.domain.listings.selectors import mine, visible_to
from banyan.domain.listings.types import Kind, ListingView, State
from banyan.practice.brokerage.models import Enquiry, EnquiryDraft
from banyan.practice.brokerage.people import promised
from banyan.practice.brokerage.rules import STANDING
from banyan.practice.brokerage.types import Draft, Promise, Words


def draft_of(asker: Asker, listing: str) -> Draft | None:
    """What the person has typed about this listing and not sent."""
    if asker.pk is None:
        return None
    row = EnquiryDraft.objects.filter(listing__public_id=listing, person_id=asker.pk).first()
    if row is None:
        return None
    said = {name: str(row.said.get(name, "")) for name in ("who", "what", "hopes", "own", "organisation")}
    return Draft(Words(said["who"], said["what"], said["hopes"]), said["own"], said["organisation"])


def own_choices(asker: Asker, listing: ListingView) -> list[ListingView]:
    """The asker's own published listings for which they may ask: needs, or what they offer to a need."""
    if asker.pk is None:
        return []
    about_need = listing.kind is Kind.NEED
    return [one for one in mine(asker) if one.state is State.PUBLISHED and (one.kind is Kind.NEED) is not about_need]


def own_among(asker: Asker, listings: Iterable[str]) -> frozenset[str]:
    """Those of the listings that the asker answers for: nobody asks themselves."""
    if asker.pk is None:
        return frozenset()
    rows = visible_to(asker).filter(concerned(standing_of(asker)), public_id__in=list(listings))
    return frozenset(rows.values_list("public_id", flat=True))


def standing_enquiry(asker: Asker, listing: str) -> str:
    """The id of the asker's enquiry about this listing that still stands; empty when there is none."""
    if asker.pk is None:
        return ""
    states = [state.value for state in STANDING]
    row = Enquiry.objects.filter(listing__public_id=listing, asker_id=asker.pk, state__in=states).first()
    return row.public_id if row is not None else ""


def promise_about(asker: Asker, listing: str) -> Promise:
    """Within how many days the other side answers, and whether they said so themselves; not who it is."""
    row = visible_to(asker).filter(public_id=listing).first()
    if row is None:
        raise NoSuchListing(id=listing)
    return promised(Enquiry(listing=row))
