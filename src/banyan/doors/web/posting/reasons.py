"""Why a listing was sent back, in words."""

from __future__ import annotations

from banyan.domain.listings.types import ListingView, RejectReason, label


def reason_of(listing: ListingView) -> str:
    """The sentence of the reason and the line that was written with it."""
    code, _found, note = listing.reason.partition(":")
    words = str(label(RejectReason(code))) if code in set(RejectReason) else code
    return f"{words}. {note.strip()}" if note.strip() else words
