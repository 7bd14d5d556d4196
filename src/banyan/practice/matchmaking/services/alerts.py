"""What people do with their alerts. Each write: one transaction, one audit row, one event; words stay out of both."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.limits.services import Limit, use
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import listing_get
from banyan.practice.matchmaking.errors import NoSuchAlert, TooManyAlerts
from banyan.practice.matchmaking.models import Alert, Notice
from banyan.practice.matchmaking.rules import codes_of, key_of_listing, key_of_search, next_letter, soonest
from banyan.practice.matchmaking.selectors.alerts import alerts_in, alerts_of
from banyan.practice.matchmaking.selectors.search import text_of
from banyan.practice.matchmaking.types import About, Frequency, NoticeState, SearchRequest

TOPIC = "alert.changed"
_SAVED = Limit("alerts-saved", times=100, seconds=86400)
_NAME = 120


def alert_save_search(
    *, request: SearchRequest, by: SignedIn, frequency: Frequency = Frequency.DAILY, name: str = ""
) -> str:
    """Keeps a search; its owner hears of what it finds from now on. Saved before, it is that one, at the new frequency.
    Returns its id. ``TooManyAlerts``."""
    kept: dict[str, Any] = {
        "text": text_of(request),
        **{facet: list(codes) for facet, codes in codes_of(request).items()},
    }
    what = {"about": About.SEARCH, "request": {field: value for field, value in kept.items() if value}}
    return _save(key_of_search(request), what, by, frequency, tidy(name)[:_NAME])


def alert_save_listing(*, listing: str, by: SignedIn, frequency: Frequency = Frequency.DAILY) -> str:
    """Keeps an eye on what answers a listing that the person may see. Returns the alert's id. ``NoSuchListing``."""
    view = listing_get(listing, for_user=by)
    return _save(key_of_listing(view.id), {"about": About.LISTING, "listing": view.id}, by, frequency, "")


def _save(key: str, what: Mapping[str, Any], by: SignedIn, frequency: Frequency, name: str) -> str:
    use(_SAVED, who=by.public_id)
    with transaction.atomic():
        # One at a time for each person, so that the number of their alerts is counted right.
        SignedIn.objects.select_for_update().get(pk=by.pk)
        row = Alert.objects.select_for_update().filter(person=by, key=key).first()
        if row is None:
            # Those on listings that are gone are not seen, so nobody could make room by deleting them.
            if sum(not one.standing for one in alerts_of(by)) >= settings.BANYAN_ALERTS_MOST:
                raise TooManyAlerts({"name": [TooManyAlerts.sentence]})
            row = Alert.objects.create(person=by, key=key, name=name, frequency=frequency, **what)
            leave_trail(row, "alert.save", by, before=None)
            return row.public_id
        before = told(row)
        row.name, row.frequency, row.active = name or row.name, frequency, True
        row.save(update_fields=["name", "frequency", "active"])
        leave_trail(row, "alert.update", by, before=before)
        reschedule(Notice.objects.filter(findings__alert=row))
        return row.public_id


def alert_update(
    *,
    public_id: str,
    by: SignedIn,
    frequency: Frequency | None = None,
    active: bool | None = None,
    name: str | None = None,
) -> None:
    """Changes how often letters come, pauses or resumes, renames; what is left out stays. ``NoSuchAlert``."""

    def change(row: Alert) -> None:
        row.frequency = row.frequency if frequency is None else frequency
        row.active = row.active if active is None else active
        row.name = row.name if name is None else tidy(name)[:_NAME]

    _change(public_id, by, "alert.update", change)


def alert_delete(*, public_id: str, by: SignedIn) -> None:
    """Removes it for good, its feed too. What was found and told stays among the notices; what waits only for its
    letter is not told any more. One that came with a listing is turned off instead, so that it does not come back."""
    with transaction.atomic():
        row = _mine(public_id, by)
        if row.standing:
            before = told(row)
            row.active, row.feed = False, None
            row.save(update_fields=["active", "feed"])
            leave_trail(row, "alert.update", by, before=before)
            reschedule(Notice.objects.filter(findings__alert=row))
            return
        waiting = list(
            Notice.objects.filter(findings__alert=row, state=NoticeState.WAITING).values_list("pk", flat=True)
        )
        leave_trail(row, "alert.delete", by, before=told(row), gone=True)
        row.delete()
        left = Notice.objects.filter(pk__in=waiting)
        left.filter(findings=None).update(state=NoticeState.DROPPED)
        reschedule(left)


def alert_feed_renew(*, public_id: str, by: SignedIn) -> None:
    """Gives the alert's feed a new secret address; the old one, if any, is dead at once."""

    def change(row: Alert) -> None:
        row.feed = secrets.token_urlsafe(32)

    _change(public_id, by, "alert.feed_renew", change)


def alert_feed_close(*, public_id: str, by: SignedIn) -> None:
    """Takes the feed away."""

    def change(row: Alert) -> None:
        row.feed = None

    _change(public_id, by, "alert.feed_close", change)


def alerts_stop(*, token: str) -> int:
    """Ends the letters of the alerts that a link of a letter names; returns how many. Nobody has to be signed in, and
    the notices go on standing on the page."""
    done = 0
    with transaction.atomic():
        for row in alerts_in(token).select_for_update(of=("self",)).order_by("pk"):
            before = told(row)
            row.frequency = Frequency.PAGE
            row.save(update_fields=["frequency"])
            leave_trail(row, "alert.stop", None, before=before)
            reschedule(Notice.objects.filter(findings__alert=row))
            done += 1
    return done


def reschedule(notices: Any) -> None:
    """When what still waits is told, now that its alerts, or its person's time zone, are others."""
    waiting = notices.filter(state=NoticeState.WAITING).select_related("person").prefetch_related("findings__alert")
    rows = list(waiting.distinct())
    for row in rows:
        row.due = soonest(
            next_letter(now(), Frequency(one.alert.frequency), row.person.time_zone)
            for one in row.findings.all()
            if one.alert.active
        )
    Notice.objects.bulk_update(rows, ["due"], batch_size=500)


def leave_trail(
    row: Alert, action: str, by: SignedIn | None, *, before: Mapping[str, object] | None, gone: bool = False
) -> None:
    """What the trail keeps for good: how an alert stands, not what somebody looks for."""
    actor = by.public_id if by is not None else ""
    after = None if gone else told(row)
    record(action=action, object_type="alert", object_id=row.public_id, actor=actor, before=before, after=after)
    publish(topic=TOPIC, key=row.public_id, payload={"action": action})


def told(row: Alert) -> dict[str, object]:
    """An alert as the trail keeps it."""
    return {
        "about": str(row.about),
        "frequency": str(row.frequency),
        "active": row.active,
        "standing": row.standing,
        "feed": row.feed is not None,
    }


def _change(public_id: str, by: SignedIn, action: str, change: Callable[[Alert], None]) -> None:
    with transaction.atomic():
        row = _mine(public_id, by)
        before = told(row)
        change(row)
        row.save(update_fields=["frequency", "active", "name", "feed"])
        leave_trail(row, action, by, before=before)
        if before["frequency"] != row.frequency or before["active"] != row.active:
            reschedule(Notice.objects.filter(findings__alert=row))


def _mine(public_id: str, by: SignedIn) -> Alert:
    row = Alert.objects.select_for_update(of=("self",)).filter(public_id=public_id, person=by).first()
    if row is None:
        raise NoSuchAlert(id=public_id)
    return row
