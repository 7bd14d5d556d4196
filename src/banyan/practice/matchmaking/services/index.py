"""What the index hears of listings."""

from __future__ import annotations

from django.db import transaction

from banyan.base.outbox.services import Event
from banyan.practice.matchmaking import tasks
from banyan.practice.matchmaking.models import IndexPending


def listing_heard(event: Event) -> None:
    """Subscriber of ``listing.published``, ``listing.changed`` and ``listing.unpublished``.

    Notes the listing and wakes one job that takes all that is noted, however many events there are.
    """
    if event.topic == "listing.changed" and event.payload.get("state") != "published":
        return
    IndexPending.objects.create(listing=event.key)
    transaction.on_commit(_wake)


def _wake() -> None:
    tasks.index_pending.once("all").enqueue()
