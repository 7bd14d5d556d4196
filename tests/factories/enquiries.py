"""Enquiries as people send them."""

from __future__ import annotations

from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.selectors import enquiry_get
from banyan.practice.brokerage.services import enquiry_send
from banyan.practice.brokerage.types import Draft, State, Words

WORDS = Words(
    who="A cooperative of forty families near a market town.",
    what="Dry mango in the rainy season.",
    hopes="A call, and a price for two cabinets.",
)


def sent(by: SignedIn, listing: str, *, own: str = "", organisation: str = "", words: Words = WORDS) -> str:
    """The id of an enquiry that was just sent."""
    return enquiry_send(listing=listing, draft=Draft(words, own, organisation), by=by).id


def state_of(public_id: str, reader: SignedIn) -> State:
    """Where it stands."""
    return enquiry_get(public_id, for_user=reader).state
