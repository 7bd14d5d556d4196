from __future__ import annotations

from dataclasses import asdict

from banyan.base.clock import now
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.selectors import visible_to
from banyan.practice.brokerage.models import EnquiryDraft
from banyan.practice.brokerage.types import Draft

#: Of what is too long to be sent, so much is kept, so that it can be shortened.
_MOST_KEPT = 20_000


def draft_save(*, listing: str, draft: Draft, by: SignedIn) -> None:
    """Keeps what somebody has typed about a listing, as it is. Nobody else reads it, so it leaves no trail."""
    row = visible_to(by).filter(public_id=listing).first()
    if row is None:
        raise NoSuchListing(id=listing)
    said = {name: tidy(text)[:_MOST_KEPT] for name, text in asdict(draft.words).items()}
    EnquiryDraft.objects.update_or_create(
        listing=row,
        person=by,
        defaults={
            "said": {**said, "own": tidy(draft.own)[:40], "organisation": tidy(draft.organisation)[:80]},
            "at": now(),
        },
    )
