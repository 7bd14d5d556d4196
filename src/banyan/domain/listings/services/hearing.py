"""What the room hears from the rooms below it."""

from __future__ import annotations

from banyan.base.clock import now
from banyan.base.outbox.services import Event
from banyan.domain.listings.models import Listing
from banyan.domain.listings.selectors.lists import says_openly
from banyan.domain.listings.types.enums import State


def organisation_heard(event: Event) -> None:
    """Subscriber of ``organisation.changed``: published listings that name it have changed for those who copy them.

    Anonymous ones, and those that keep their organisation back, stay as they are: moving all at the same moment would
    tell whose they are. Hearing it twice does no harm.
    """
    Listing.objects.filter(
        says_openly("organisation"), organisation__public_id=event.key, anonymous=False, state=State.PUBLISHED
    ).update(changed=now())
