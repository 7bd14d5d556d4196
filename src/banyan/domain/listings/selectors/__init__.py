"""Reads of the room. Whatever a person sees has gone through ``view``."""

from banyan.domain.listings.fields import BY_NAME, FIELDS, completeness, fields_of
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
from banyan.domain.listings.selectors.shelves import (
    kind_counts,
    newest,
    of_chapter,
    of_organisation,
    sample_present,
)

__all__ = [
    "BY_NAME",
    "FIELDS",
    "Sort",
    "all_matching_ids",
    "attachment_file",
    "changed_page",
    "completeness",
    "earliest_change",
    "fields_of",
    "filter_listings",
    "filters_from",
    "for_index",
    "history",
    "in_review",
    "kind_counts",
    "listing_get",
    "listings_by_ids",
    "matching_ids",
    "mine",
    "newest",
    "of_chapter",
    "of_organisation",
    "open_to_all",
    "owner_side",
    "recipients",
    "sample_present",
    "search_facets",
    "visible_to",
]
