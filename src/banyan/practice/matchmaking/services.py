"""Writes: what the index hears of listings, making it again, and what people say of answers.

No listing is ever changed here.
"""

from __future__ import annotations

from django.db import transaction

from banyan.base.outbox.services import Event
from banyan.practice.matchmaking import tasks
from banyan.practice.matchmaking.judging import judgement_set, judgement_undo
from banyan.practice.matchmaking.learning import ranking_refit, ranking_reset
from banyan.practice.matchmaking.models import IndexPending
from banyan.practice.matchmaking.upkeep import embed as index_embed
from banyan.practice.matchmaking.upkeep import rebuild_all as index_rebuild
from banyan.practice.matchmaking.upkeep import update as index_update

__all__ = [
    "index_embed",
    "index_rebuild",
    "index_update",
    "judgement_set",
    "judgement_undo",
    "listing_heard",
    "ranking_refit",
    "ranking_reset",
]


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
