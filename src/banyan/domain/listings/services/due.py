"""What time does to listings: reminding, expiring, putting away, forgetting. Two runs at once do no harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from banyan.base.audit.services import record
from banyan.base.clock import now, today
from banyan.base.outbox.services import publish
from banyan.base.sweeps import one_by_one
from banyan.domain.listings import rules
from banyan.domain.listings.letters import Told
from banyan.domain.listings.models import Listing
from banyan.domain.listings.services import ground
from banyan.domain.listings.services.transition import step
from banyan.domain.listings.tasks import tell_owner
from banyan.domain.listings.types.enums import State, Verb, Who

_SYSTEM = frozenset({Who.SYSTEM})
_ARCHIVE_AFTER = timedelta(days=365)


def listing_expire_due(*, most: int = 5000) -> int:
    """Lets listings expire whose last day is over, and tells their people; returns how many."""
    due = Listing.objects.filter(state__in=[State.PUBLISHED, State.PAUSED], expires__lt=today())
    return _each(due, most, _expire)


def listing_remind_due(*, most: int = 5000) -> int:
    """Tells the owners of listings with 31 or 7 days left, each time once (a letter, the event ``listing.expiring``);
    returns how many."""
    soon = today() + timedelta(days=max(rules.REMINDERS))
    due = Listing.objects.filter(
        state=State.PUBLISHED, expires__gte=today(), expires__lte=soon, follows_source=False, is_sample=False
    )
    return _each(due, most, _remind)


def listing_archive_due(*, most: int = 5000) -> int:
    """Puts away listings that expired a year ago and were not revived; returns how many."""
    due = Listing.objects.filter(state=State.EXPIRED, changed__lt=now() - _ARCHIVE_AFTER)
    return _each(due, most, lambda listing: bool(step(listing, Verb.ARCHIVE, _SYSTEM)))


def listing_forget_withdrawn(*, most: int = 5000) -> int:
    """Erases the words, people and files of listings withdrawn long ago; the tombstone stays. Returns how many."""
    due = Listing.objects.filter(
        state=State.WITHDRAWN, changed__lt=now() - timedelta(days=rules.TOMBSTONE_DAYS)
    ).exclude(title="", summary="", details={})
    return _each(due, most, _forget)


def _each(due: QuerySet[Listing], most: int, work: Callable[[Listing], bool]) -> int:
    """Does the work on each row in a transaction of its own; a row held by somebody else waits for the next run."""

    def look(key: int) -> bool:
        listing = due.select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
        return listing is not None and work(listing)

    return one_by_one(due.order_by("pk").values_list("pk", flat=True)[:most], look, name="listings.due_failed")


def _expire(listing: Listing) -> bool:
    step(listing, Verb.EXPIRE, _SYSTEM)
    if not listing.follows_source:  # the people of others are told by the source
        tell_owner.enqueue(listing=listing.public_id, told=Told.EXPIRED, last_day=str(listing.expires))
    return True


def _remind(listing: Listing) -> bool:
    days = rules.reminder_due(listing.expires, today(), listing.reminded)
    if days is None:
        return False
    before = listing.reminded
    listing.reminded = days
    listing.save(update_fields=["reminded"])
    record(
        action="listing.remind",
        object_type="listing",
        object_id=listing.public_id,
        before={"reminded": before},
        after={"reminded": days},
    )
    publish(
        topic="listing.expiring",
        key=listing.public_id,
        payload={**ground.payload_of(listing, "listing.remind"), "days": days, "expires": str(listing.expires)},
    )
    tell_owner.enqueue(listing=listing.public_id, told=Told.EXPIRING, last_day=str(listing.expires))
    return True


def _forget(listing: Listing) -> bool:
    before = {"state": listing.state, "version": listing.version}
    listing.translations.all().delete()
    apps.get_model("listings", "ListingEvent")._default_manager.filter(pgh_obj_id=listing.pk).delete()
    for attachment in listing.attachments.all():
        transaction.on_commit(partial(attachment.file.storage.delete, str(attachment.file.name)))
        attachment.delete()
    for name in ("title", "summary", "url", "state_reason", "contact_email", "deputy_email"):
        setattr(listing, name, "")
    for name in ("sdgs", "sectors", "technologies", "places", "languages", "cooperation", "territories"):
        setattr(listing, name, [])
    listing.details = {}
    # Who may know its chapter is not forgotten: other nodes would find it in that chapter's set all at once.
    listing.visibility = {name: level for name, level in listing.visibility.items() if name == "chapter"}
    listing.owner = listing.contact = listing.deputy = None
    changed = listing.changed
    ground.save(listing, before, by=None, action="listing.forget")
    Listing.objects.filter(pk=listing.pk).update(changed=changed)  # other nodes have heard of it on the day itself
    return True
