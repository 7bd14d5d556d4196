"""How a lower room tells the rooms above: it writes an event; ``project/wiring.py`` says who hears it.

An event is stored in the transaction of the change, so it exists exactly when the change does. Delivery is at
least once: handlers must bear hearing an event twice. A handler that fails is tried again with growing pauses,
without holding up the other handlers of the event or later events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet

from banyan.base.clock import now
from banyan.base.outbox.models import OutboxEvent

MOST_ATTEMPTS = 12
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """What a subscriber hears."""

    topic: str
    key: str
    payload: Mapping[str, object]


Handler = Callable[[Event], None]
_subscribers: dict[str, dict[str, Handler]] = defaultdict(dict)
_wake: list[Callable[[], None]] = []


def subscribe(topic: str, name: str, handler: Handler) -> None:
    """Lets ``handler`` hear ``topic``; ``name`` identifies it across restarts. For ``project/wiring.py`` alone."""
    _subscribers[topic][name] = handler


def wake_with(wake: Callable[[], None]) -> None:
    """Sets what is called, inside the writer's transaction, to get pending events delivered soon (a job)."""
    _wake[:] = [wake]


def publish(*, topic: str, key: str, payload: Mapping[str, object] | None = None) -> OutboxEvent:
    """Stores an event in the transaction of the change; ``RuntimeError`` outside one."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its change")
    event = OutboxEvent.objects.create(topic=topic, key=key, payload=dict(payload or {}))
    for wake in _wake:
        wake()
    return event


def deliver_pending(*, most: int = 500) -> int:
    """Delivers up to ``most`` pending events, oldest first, and returns how many are done.

    Each event is locked while it is delivered, so that two workers never deliver the same one at the same time. What
    nobody subscribes to, which is most of it, is done all together.
    """
    done = (
        _pending().exclude(topic__in=[topic for topic, heard in _subscribers.items() if heard]).update(delivered=now())
    )
    for pk in list(_pending().values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            event = OutboxEvent.objects.select_for_update(skip_locked=True).filter(pk=pk, delivered=None).first()
            if event is not None and _deliver(event):
                done += 1
    return done


def _pending() -> QuerySet[OutboxEvent]:
    return OutboxEvent.objects.filter(delivered=None, attempts__lt=MOST_ATTEMPTS, next_attempt__lte=now()).order_by(
        "id"
    )


def _deliver(event: OutboxEvent) -> bool:
    heard = set(event.delivered_to)
    failures: list[str] = []
    for name, handler in _subscribers[event.topic].items():
        if name in heard:
            continue
        try:
            with transaction.atomic():
                handler(Event(event.topic, event.key, event.payload))
        except Exception as error:  # a subscriber's fault must not stop the others; it is stored and tried again
            _log.exception("outbox.handler_failed", topic=event.topic, key=event.key, subscriber=name)
            failures.append(f"{name}: {error}")
        else:
            heard.add(name)
    event.delivered_to = sorted(heard)
    event.error = "\n".join(failures)
    if failures:
        event.attempts += 1
        event.next_attempt = now() + timedelta(seconds=min(2**event.attempts, 3600))
    else:
        event.delivered = now()
    event.save(update_fields=["delivered_to", "error", "attempts", "next_attempt", "delivered"])
    return not failures
