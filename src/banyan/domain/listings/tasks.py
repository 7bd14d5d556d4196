"""Mail of the room. A job is done at least once, so somebody may in a rare case get a letter twice."""

from __future__ import annotations

from datetime import date

from django.utils.translation import override

from banyan.base.jobs import job
from banyan.base.letters import send
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import users
from banyan.domain.listings.letters import Told, compose
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types.enums import State
from banyan.domain.organisations.selectors import administrators

#: In which state a listing is while a letter about it is true.
_WHILE = {Told.EXPIRING: State.PUBLISHED, Told.EXPIRED: State.EXPIRED}


@job("listings.tell_owner")
def tell_owner(*, listing: str, told: str, last_day: str) -> None:
    """Writes one letter about a listing whose last day is near or over; not when somebody has acted meanwhile."""
    day, what = date.fromisoformat(last_day), Told(told)
    rows = Listing.objects.select_related("contact", "owner", "deputy")
    row = rows.filter(public_id=listing, state=_WHILE[what], expires=day, is_sample=False).first()
    if row is None:
        return
    for person in _first(row):
        with override(person.locale):
            send(compose(row, what, day), to=person.email, language=person.locale)


def _first(listing: Listing) -> tuple[SignedIn, ...]:
    """Its contact, else whoever posted it, else the organisation's administrators, else the deputy: the first of them
    with an account in use. Where nobody is left it stands on the chapter's desk."""
    of = listing.organisation_id
    admins = users().filter(pk__in=administrators({of})[of]).order_by("pk") if of is not None else ()
    for group in ((listing.contact,), (listing.owner,), admins, (listing.deputy,)):
        there = tuple(one for one in group if one is not None and one.is_active and not one.is_sample)
        if there:
            return there
    return ()
