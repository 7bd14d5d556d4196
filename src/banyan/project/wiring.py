"""Who hears what: every subscriber of the outbox, in one table.

A lower room never calls a higher one; it writes an event, and this table says who hears it. Add a line per subscriber:
topic, a name that stays the same for ever (it marks what was delivered), and the function.
"""

from __future__ import annotations

from collections.abc import Iterable

from banyan.base.outbox import services as outbox
from banyan.domain.listings.services import organisation_heard
from banyan.practice.brokerage.services import listing_gone
from banyan.practice.duplicates.services import duplicates_hear
from banyan.practice.matchmaking.services import alerts_hear, listing_heard, person_moved
from banyan.project import jobs

#: (topic, name of the subscriber, handler)
SUBSCRIBERS: Iterable[tuple[str, str, outbox.Handler]] = (
    ("listing.published", "matchmaking.index", listing_heard),
    ("listing.changed", "matchmaking.index", listing_heard),
    ("listing.unpublished", "matchmaking.index", listing_heard),
    ("listing.published", "matchmaking.alerts", alerts_hear),
    ("listing.changed", "matchmaking.alerts", alerts_hear),
    ("listing.unpublished", "matchmaking.alerts", alerts_hear),
    ("organisation.changed", "listings.names", organisation_heard),
    ("user.changed", "matchmaking.alerts", person_moved),
    ("listing.published", "duplicates.look", duplicates_hear),
    ("listing.changed", "duplicates.look", duplicates_hear),
    ("listing.unpublished", "duplicates.look", duplicates_hear),
    ("listing.changed", "brokerage.enquiries", listing_gone),
    ("listing.unpublished", "brokerage.enquiries", listing_gone),
)


def connect() -> None:
    """Called once, when Django is ready."""
    for topic, name, handler in SUBSCRIBERS:
        outbox.subscribe(topic, name, handler)
    outbox.wake_with(jobs.wake_outbox)
