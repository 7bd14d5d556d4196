"""What becomes of enquiries when their listing goes."""

from __future__ import annotations

from django.db import transaction

from banyan.base.outbox.services import Event
from banyan.domain.listings.types import State as ListingState
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import askers
from banyan.practice.brokerage.rules import LIVE
from banyan.practice.brokerage.services.ground import locked, step, tell
from banyan.practice.brokerage.types import Side, State, Verb

#: A listing that is paused or has expired can still be answered for; one of these is gone.
_GONE = frozenset({ListingState.WITHDRAWN, ListingState.REJECTED, ListingState.ARCHIVED})


def is_gone(enquiry: Enquiry) -> bool:
    """Whether the listing was taken away."""
    return ListingState(enquiry.listing.state) in _GONE


def listing_gone(event: Event) -> None:
    """Subscriber of ``listing.unpublished`` and ``listing.changed``: ends the live enquiries about a listing that went.

    Bears being told twice.
    """
    if event.payload.get("state") not in {state.value for state in _GONE}:
        return
    live = Enquiry.objects.filter(listing__public_id=event.key, state__in=[state.value for state in LIVE])
    for public_id in list(live.values_list("public_id", flat=True)):
        with transaction.atomic():
            enquiry = locked(public_id)
            if State(enquiry.state) not in LIVE or not is_gone(enquiry):
                continue
            step(enquiry, Verb.CLOSE, frozenset({Side.SYSTEM}), by=None)
            tell(enquiry, "closed", askers(enquiry))
