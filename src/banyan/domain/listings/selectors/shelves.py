"""Short lists for pages that speak of something else: newest ones, those of an organisation or a chapter, counts."""

from __future__ import annotations

from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.models import Listing
from banyan.domain.listings.selectors.lists import filter_listings
from banyan.domain.listings.types.enums import Kind, State
from banyan.domain.listings.types.views import Facet, Filters, ListingView

#: How many listings such a page shows; the search has the rest.
MOST = 50


class Slugged(Protocol):
    """An organisation or a chapter, as far as it matters here."""

    @property
    def slug(self) -> str: ...


def sample_present() -> bool:
    """Whether this node shows sample listings."""
    return Listing.objects.filter(is_sample=True).exists()


def kind_counts() -> dict[str, int]:
    """How many listings are published: needs, offers, and all others together."""
    rows = Listing.objects.filter(state=State.PUBLISHED).order_by().values_list("kind").annotate(count=Count("pk"))
    counts = {str(kind): int(count) for kind, count in rows}
    need, offer = counts.pop(Kind.NEED, 0), counts.pop(Kind.OFFER, 0)
    return {"need": need, "offer": offer, "others": sum(counts.values())}


def newest(kind: str, count: int) -> list[ListingView]:
    """The newest published listings of a kind, as a visitor without an account sees them."""
    filters = Filters(facets={Facet.KINDS: frozenset({kind})})
    return list(filter_listings(filters, for_user=AnonymousUser(), size=count).rows)


def of_organisation(organisation: Slugged, *, for_user: Asker) -> list[ListingView]:
    """The newest published listings that say openly that they are this organisation's; at most 50."""
    return list(filter_listings(Filters(organisation=organisation.slug), for_user=for_user, size=MOST).rows)


def of_chapter(chapter: Slugged, *, for_user: Asker) -> list[ListingView]:
    """The newest published listings of a chapter, anonymous ones without their owner; at most 50."""
    return list(filter_listings(Filters(chapter=chapter.slug), for_user=for_user, size=MOST).rows)
