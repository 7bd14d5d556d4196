"""What those need who tell people of new listings: many listings at once, and nothing for showing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from banyan.base.clock import today
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types.enums import State
from banyan.domain.organisations.selectors import administrators


def open_now(ids: Iterable[str]) -> frozenset[str]:
    """Those that everybody may look at now: published, and their last day is not over."""
    rows = Listing.objects.filter(state=State.PUBLISHED, public_id__in=list(ids)).exclude(expires__lt=today())
    return frozenset(rows.values_list("public_id", flat=True))


def facets_of(ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """What a search can narrow published listings by, as ``facet:code``."""
    rows = Listing.objects.filter(state=State.PUBLISHED, public_id__in=list(ids))
    return {public_id: frozenset(facets) for public_id, facets in rows.values_list("public_id", "facets")}


def answering(ids: Iterable[str]) -> dict[str, frozenset[int]]:
    """The row keys of everybody who answers for each listing, as ``owner_side`` says it of one."""
    rows = list(Listing.objects.filter(public_id__in=list(ids)))
    admins = administrators({row.organisation_id for row in rows if row.organisation_id is not None})
    return {
        row.public_id: frozenset(key for key in (row.owner_id, row.contact_id, row.deputy_id) if key is not None)
        | admins.get(row.organisation_id or 0, frozenset())
        for row in rows
    }


def first_to_hear(public_id: str) -> int | None:
    """The row key of the one person who hears of news about the listing before all others: its contact, else whoever
    posted it. ``None`` for a listing that follows a source, whose people are elsewhere."""
    row = Listing.objects.filter(public_id=public_id, follows_source=False).first()
    return (row.contact_id or row.owner_id) if row is not None else None
