"""Listings: reading them one by one and page by page, and what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import AfterValidator, AwareDatetime, Field

from banyan.domain.accounts.types import Scope
from banyan.domain.listings.selectors import Sort, changed_page, filter_listings, mine, settled
from banyan.domain.listings.types import Kind, State
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.operations import reads
from banyan.doors.api.replies import next_link, reply
from banyan.doors.api.v1.narrowing import Code, Cursor, Narrowing, PageSize
from banyan.doors.api.v1.shapes import In, ListingOut, ListingsOut, Out, listing_out
from banyan.practice.brokerage.services import listing_read, listings_seen

#: One address has one router: ``writing`` adds to this one.
router = Router(tags=["listings"])
_MOST_OWN = 500


def _storable(moment: datetime) -> datetime:
    """The database has no room for the ends of what Python can tell."""
    if not 1970 <= moment.year < 9000:
        raise ValueError("1970-01-01 … 8999-12-31")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_storable)]


class ListingsAsked(Narrowing):
    """Which published listings."""

    organisation: Annotated[str, Field(max_length=120, description="A slug.")] = ""
    chapter: Annotated[str, Field(max_length=120, description="A slug.")] = ""
    samples: bool = True
    sort: Sort = Sort.NEWEST
    cursor: Cursor = ""
    size: PageSize = 20


class OwnAsked(In):
    """Which of one's own."""

    kinds: Annotated[list[Kind], Field(max_length=6)] = []


class ChangesAsked(Narrowing):
    """Which changes. Keep ``until`` the same over all pages; the header Link does."""

    since: Moment | None = None
    until: Moment | None = None
    cursor: Cursor = ""
    size: PageSize = 100


class ChangeOut(Out):
    """One listing that was public at some time: as everybody may see it now, or its tombstone."""

    id: str
    kind: Kind
    changed: datetime
    deleted: bool
    listing: ListingOut | None


class ChangesOut(Out):
    """Changes by their moment, oldest first, up to ``until``: from then on ask again, and nothing is missed."""

    items: list[ChangeOut]
    until: datetime
    next: str | None


@router.get("/listings", summary="Published listings", **reads(Scope.READ, ListingsOut, visitors=True))
def listings_list(request: ApiRequest, asked: Query[ListingsAsked]) -> HttpResponse:
    """Newest first, or those that close soon. Narrow them by codes; a page has at most 100."""
    filters = replace(asked.filters(), organisation=asked.organisation, chapter=asked.chapter, samples=asked.samples)
    person = request.auth.person
    page = filter_listings(filters, for_user=person, sort=asked.sort, cursor=asked.cursor, size=asked.size)
    listings_seen(page.rows, by=person)
    body = ListingsOut(items=[listing_out(view) for view in page.rows], next=page.next)
    return reply(request, body, headers=next_link(request, page.next))


@router.get("/me/listings", summary="My listings", **reads(Scope.READ, ListingsOut))
def listings_mine(request: ApiRequest, asked: Query[OwnAsked]) -> HttpResponse:
    """What you answer for, drafts too, last changed first; the 500 changed last."""
    found = mine(request.auth.signed, kinds=asked.kinds)[:_MOST_OWN]
    return reply(request, ListingsOut(items=[listing_out(view) for view in found], next=None))


@router.get("/listings/{listing_id}", summary="One listing", **reads(Scope.READ, ListingOut, visitors=True))
def listings_read(request: ApiRequest, listing_id: Code) -> HttpResponse:
    """As you may see it, with what your enquiries and cases open. 410 when it was withdrawn."""
    view = listing_read(listing_id, by=request.auth.person)
    return reply(request, listing_out(view), version=view.version)


@router.get("/changes", summary="What changed", **reads(Scope.READ, ChangesOut, visitors=True))
def changes_list(request: ApiRequest, asked: Query[ChangesAsked]) -> HttpResponse:
    """Everything that was ever public, by its last change, with tombstones: to keep a copy up to date."""
    until = min(asked.until or settled(), settled())  # what is being written now is not there to be read yet
    page = changed_page(since=asked.since, until=until, filters=asked.filters(), cursor=asked.cursor, size=asked.size)
    items = [
        ChangeOut(
            id=view.id,
            kind=view.kind,
            changed=view.changed,
            deleted=view.state is not State.PUBLISHED,
            listing=listing_out(view) if view.state is State.PUBLISHED else None,
        )
        for view in page.rows
    ]
    body = ChangesOut(items=items, until=until, next=page.next)
    return reply(request, body, headers=next_link(request, page.next, until=until.isoformat()))
