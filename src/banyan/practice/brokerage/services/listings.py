"""What becomes of enquiries when their listing, or whoever asked, is gone."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from banyan.base.outbox.services import Event
from banyan.domain.listings.types import State as ListingState
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import askers, awaited
from banyan.practice.brokerage.rules import LIVE
from banyan.practice.brokerage.services.ground import locked, step, tell
from banyan.practice.brokerage.types import Side, State, Verb

#: A listing that is paused or has expired can still be answered for; one of these is gone.
_GONE = frozenset({ListingState.WITHDRAWN, ListingState.REJECTED, ListingState.ARCHIVED})
_SYSTEM = frozenset({Side.SYSTEM})


def is_gone(enquiry: Enquiry) -> bool:
    """Whether the listing was taken away."""
    return enquiry.listing is None or ListingState(enquiry.listing.state) in _GONE


def listing_gone(event: Event) -> None:
    """Subscriber of ``listing.unpublished`` and ``listing.changed``: ends the live enquiries about a listing that went.

    Bears being told twice.
    """
    if event.payload.get("state") not in {state.value for state in _GONE}:
        return
    about = Q(listing__public_id=event.key) | Q(listing__isnull=True)
    for public_id in list(live().filter(about).values_list("public_id", flat=True)):
        with transaction.atomic():
            end_if_one_sided(locked(public_id))


def live() -> QuerySet[Enquiry]:
    """Enquiries that wait for somebody's word."""
    return Enquiry.objects.filter(state__in=[state.value for state in LIVE])


def one_sided() -> QuerySet[Enquiry]:
    """Those whose listing was removed for good, or whose asker has no account any more."""
    return live().filter(Q(listing__isnull=True) | Q(asker__isnull=True))


def end_if_one_sided(enquiry: Enquiry) -> bool:
    """Ends a locked enquiry with whose listing or asker nobody can talk any more, and tells whoever is left."""
    if State(enquiry.state) not in LIVE:
        return False
    if is_gone(enquiry):
        step(enquiry, Verb.CLOSE, _SYSTEM, by=None)
        tell(enquiry, "closed", askers(enquiry))
        return True
    if enquiry.asker_id is None:
        step(enquiry, Verb.LEAVE, _SYSTEM, by=None)
        tell(enquiry, "left", awaited(enquiry))
        return True
    return False
