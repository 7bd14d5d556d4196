"""What a visitor without an account reads: single listings, searches, all of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from banyan.base.errors import NotFound
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.selectors import exchanged, open_to_all
from banyan.domain.listings.types import ListingView, State
from banyan.practice.matchmaking.selectors import filters_of, search, search_asked
from banyan.practice.matchmaking.types import SearchRequest

NOBODY: Final = AnonymousUser()
#: The most results of a search with words that are written out; without words there is no end.
MOST_FOUND = 500


def public_listing(public_id: str) -> ListingView:
    """A published listing; ``Withdrawn`` when it was one, ``NotFound`` when it never was."""
    view = exchanged(public_id)
    if view is None:
        raise NotFound()
    if view.state is not State.PUBLISHED:
        raise Withdrawn(id=public_id)
    return view


def asked(query: QueryDict) -> SearchRequest:
    """The search of an address, newest first, with the parameters of the search page."""
    return replace(search_asked(query), sort="newest", cursor="")


def found(request: SearchRequest) -> Iterator[ListingView]:
    """All that a search finds, those that stand in several places each time; with words, the newest ``MOST_FOUND``."""
    return islice(_each_page(request), MOST_FOUND) if request.text else open_to_all(filters=filters_of(request))


def newest(request: SearchRequest, count: int) -> list[ListingView]:
    """The newest of what a search finds."""
    return list(islice(_each_page(request), count))


def _each_page(request: SearchRequest) -> Iterator[ListingView]:
    cursor: str | None = ""
    while cursor is not None:
        view = search(replace(request, cursor=cursor), NOBODY)
        for hit in view.hits:
            yield from (hit.listing, *hit.also)
        cursor = view.next
