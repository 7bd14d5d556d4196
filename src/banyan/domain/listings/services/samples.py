from __future__ import annotations

from django.db import transaction

from banyan.base.audit.services import record
from banyan.base.outbox.services import publish
from banyan.domain.accounts import services as accounts
from banyan.domain.chapters import services as chapters
from banyan.domain.listings.models import Gone, Listing
from banyan.domain.listings.record import chapter_told
from banyan.domain.listings.services import ground
from banyan.domain.listings.types.enums import State
from banyan.domain.listings.types.views import SampleGone
from banyan.domain.organisations import services as organisations


def sample_remove_all(*, actor: str) -> SampleGone:
    """Removes the whole sample: listings, then the organisations, chapters and people behind them."""
    removed = sample_remove(actor=actor)
    gone, kept = organisations.sample_remove(actor=actor)
    return SampleGone(removed, gone, chapters.sample_remove(actor=actor), accounts.sample_remove(actor=actor), kept)


def sample_remove(*, actor: str = "") -> int:
    """Removes every sample listing, rows and all: nothing of the sample is anybody's record. Returns how many.

    Of those that were public the bare id stays, for the nodes that have copied them.
    """
    removed = 0
    while keys := list(Listing.objects.filter(is_sample=True).order_by("pk").values_list("pk", flat=True)[:200]):
        with transaction.atomic():
            rows = list(Listing.objects.select_for_update(of=("self",)).filter(pk__in=keys))
            for listing in rows:
                record(
                    action="listing.sample_remove",
                    object_type="listing",
                    object_id=listing.public_id,
                    actor=actor,
                    before={"title": listing.title, "state": listing.state},
                )
                payload = {**ground.payload_of(listing, "listing.sample_remove"), "state": State.WITHDRAWN}
                publish(topic="listing.unpublished", key=listing.public_id, payload=payload)
            Gone.objects.bulk_create(
                Gone(public_id=one.public_id, kind=one.kind, chapter=chapter_told(one))
                for one in rows
                if one.published is not None
            )
            Listing.objects.filter(pk__in=[listing.pk for listing in rows]).delete()
        removed += len(rows)
    return removed
