from __future__ import annotations

from django.db.models import QuerySet

from banyan.base.outbox.models import OutboxEvent
from banyan.base.outbox.services import MOST_ATTEMPTS


def pending_count() -> int:
    """How many events wait for delivery."""
    return OutboxEvent.objects.filter(delivered=None, attempts__lt=MOST_ATTEMPTS).count()


def parked() -> QuerySet[OutboxEvent]:
    """Events given up after many tries; a person has to look."""
    return OutboxEvent.objects.filter(delivered=None, attempts__gte=MOST_ATTEMPTS).order_by("id")
