"""What a visitor without an account reads: single listings, searches, all of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from banyan.base.errors import NotFound
from banyan.base.text import tidy
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.selectors import exchanged, open_to_all
from banyan.domain.listings.types import ListingView, State
from banyan.practice.matchmaking.selectors import filters_of, search
from banyan.practice.matchmaking.types import SearchRequest

NOBODY: Final = AnonymousUser()
#: The most results of a search with words that are written out; without words there is no end.
MOST_FOUND = 500
_CODE = re.compile(r"^[\w.:<>+-]{1,40}$")
_MOST_CODES, _LONGEST = 20, 500


def public_listing(public_id: str) -> ListingView:
    """A published listing; ``Withdrawn`` when it was one, ``NotFound`` when it never was."""
    view = exchanged(public_id)
    if view is None:
        raise NotFound()
    if view.state is not State.PUBLISHED:
        raise Withdrawn(id=public_id)
    return view


def asked(query: QueryDict) -> SearchRequest:
    """The search of an address, newest first, with the parameters of the search page; what cannot be meant is left
    out."""

    def codes(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(_CODE.match, query.getlist(name))))[:_MOST_CODES]

    return SearchRequest(
        text=" ".join(tidy(query.get("q", "")).split())[:_LONGEST],
        sort="newest",
        kinds=codes("kinds"),
        sdgs=codes("sdgs"),
        sectors=codes("sectors"),
        technologies=codes("technologies"),
        places=codes("places"),
        trl=codes("trl"),
        cooperation=codes("cooperation"),
        languages=codes("languages"),
    )


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
