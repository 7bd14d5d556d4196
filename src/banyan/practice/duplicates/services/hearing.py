"""What the room hears of listings."""

from __future__ import annotations

from django.db import transaction

from banyan.base.outbox.services import Event
from banyan.practice.duplicates import tasks
from banyan.practice.duplicates.models import Waiting


def duplicates_hear(event: Event) -> None:
    """Subscriber of ``listing.published``, ``.changed`` and ``.unpublished``: notes the listing and wakes one job."""
    if event.topic == "listing.changed" and event.payload.get("state") != "published":
        return
    Waiting.objects.create(listing=event.key)
    transaction.on_commit(_wake)


def _wake() -> None:
    tasks.look.once("all").enqueue()
