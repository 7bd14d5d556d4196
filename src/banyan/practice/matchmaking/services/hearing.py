"""What alerts hear of listings and people."""

from __future__ import annotations

from django.db import transaction

from banyan.base.clock import now
from banyan.base.outbox.services import Event
from banyan.domain.listings.selectors import first_to_hear
from banyan.practice.matchmaking.models import Alert, AlertPending, Notice
from banyan.practice.matchmaking.rules import key_of_listing
from banyan.practice.matchmaking.services.alerts import leave_trail, reschedule
from banyan.practice.matchmaking.types import About, NoticeState


def alerts_hear(event: Event) -> None:
    """Subscriber of ``listing.published``, ``listing.changed`` and ``listing.unpublished``; bears being told twice.

    A listing that others see is to be looked at, and stands by itself: one of its people hears of what answers it,
    unless they turned that off. Of one that is gone nobody is told; when it comes back, those who waited are.
    """
    key = event.key
    if event.topic == "listing.unpublished":
        Notice.objects.filter(listing=key, state=NoticeState.WAITING).update(state=NoticeState.DROPPED)
        Notice.objects.filter(listing=key, state=NoticeState.TOLD, read=None).update(read=now())
    elif event.payload.get("state") == "published":
        shown = event.topic == "listing.published"
        AlertPending.objects.create(listing=key, shown=shown)
        _let_stand(key)
        if shown:
            back = Notice.objects.filter(listing=key, state=NoticeState.DROPPED, read=None, findings__isnull=False)
            Notice.objects.filter(pk__in=back.values("pk")).update(state=NoticeState.WAITING)


def person_moved(event: Event) -> None:
    """Subscriber of ``user.changed``: mornings are where somebody lives now."""
    reschedule(Notice.objects.filter(person__public_id=event.key))


def _let_stand(listing: str) -> None:
    person = first_to_hear(listing)
    key = key_of_listing(listing)
    if person is None or Alert.objects.filter(person_id=person, key=key).exists():
        return
    with transaction.atomic():
        row, made = Alert.objects.get_or_create(
            person_id=person, key=key, defaults={"about": About.LISTING, "listing": listing, "standing": True}
        )
        if made:
            leave_trail(row, "alert.stand", None, before=None)
