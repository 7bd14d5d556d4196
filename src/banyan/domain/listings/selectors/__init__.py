"""Reads of the room. Whatever a person sees has gone through ``view``."""

from banyan.domain.listings.fields import completeness
from banyan.domain.listings.selectors.exchange import changed_page, earliest_change, for_index, open_to_all
from banyan.domain.listings.selectors.listing import (
    attachment_file,
    history,
    in_review,
    listing_get,
    listings_by_ids,
    mine,
    owner_side,
    recipients,
    visible_to,
)
from banyan.domain.listings.selectors.lists import (
    Sort,
    all_matching_ids,
    filter_listings,
    filters_from,
    matching_ids,
    search_facets,
)

__all__ = [
    "Sort",
    "all_matching_ids",
    "attachment_file",
    "changed_page",
    "completeness",
    "earliest_change",
    "filter_listings",
    "filters_from",
    "for_index",
    "history",
    "in_review",
    "listing_get",
    "listings_by_ids",
    "matching_ids",
    "mine",
    "open_to_all",
    "owner_side",
    "recipients",
    "search_facets",
    "visible_to",
]
