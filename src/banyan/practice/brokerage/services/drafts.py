from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from banyan.base.clock import now
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.selectors import visible_to
from banyan.practice.brokerage.models import Enquiry, EnquiryDraft
from banyan.practice.brokerage.types import Draft

#: Of what is too long to be sent, so much is kept, so that it can be shortened.
_MOST_KEPT = 20_000


def draft_save(*, listing: str, draft: Draft, by: SignedIn, begun: datetime | None = None) -> bool:
    """Keeps what somebody has typed about a listing, as it is. Nobody else reads it, so it leaves no trail.

    ``begun`` is when the page was opened on which it was typed: words that were sent since then, from there or from
    another tab, are no draft any more, and ``False`` says so.
    """
    with transaction.atomic():
        row = visible_to(by).select_for_update(of=("self",)).filter(public_id=listing).first()
        if row is None:
            raise NoSuchListing(id=listing)
        if begun is not None and Enquiry.objects.filter(listing=row, asker=by, sent__gte=begun).exists():
            return False
        said = {name: tidy(text)[:_MOST_KEPT] for name, text in asdict(draft.words).items()}
        EnquiryDraft.objects.update_or_create(
            listing=row,
            person=by,
            defaults={
                "said": {**said, "own": tidy(draft.own)[:40], "organisation": tidy(draft.organisation)[:80]},
                "at": now(),
            },
        )
    return True
