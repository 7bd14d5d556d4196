"""The secret address of a person's calendar: made, made anew, taken away."""

from __future__ import annotations

import secrets

from django.db import transaction

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.outbox.services import publish
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.models import CalendarLink


def calendar_renew(*, by: SignedIn) -> str:
    """Gives the person's calendar a new secret address and returns its secret; the old one, if any, is dead at once."""
    with transaction.atomic():
        secret = secrets.token_urlsafe(32)
        CalendarLink.objects.update_or_create(person=by, defaults={"secret": secret, "made": now()})
        _left(by, "calendar.renew", there=True)
    return secret


def calendar_close(*, by: SignedIn) -> None:
    """Takes the address away: programs that know it read nothing any more."""
    with transaction.atomic():
        gone, _ = CalendarLink.objects.filter(person=by).delete()
        if gone:
            _left(by, "calendar.close", there=False)


def _left(by: SignedIn, action: str, *, there: bool) -> None:
    """The trail and the event; neither tells the secret."""
    actor = by.public_id
    record(action=action, object_type="calendar", object_id=actor, actor=actor, after={"there": there})
    publish(topic="calendar.changed", key=actor, payload={"action": action})
