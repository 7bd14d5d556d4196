"""Listings: making, changing, and the steps of the table of states."""

from __future__ import annotations

from typing import Annotated

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from pydantic import Field

from banyan.base.errors import Stale
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.types import Scope
from banyan.domain.listings.selectors import listing_get, visible_to
from banyan.domain.listings.services import listing_create, listing_transition, listing_update
from banyan.domain.listings.types import Kind, RejectReason, State, Verb
from banyan.domain.moderation.services import listing_publish
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.operations import writes
from banyan.doors.api.replies import done, expected
from banyan.doors.api.v1 import listings
from banyan.doors.api.v1.fields import GivenFields, well_typed
from banyan.doors.api.v1.narrowing import Code
from banyan.doors.api.v1.shapes import In, ListingOut, listing_out
from banyan.practice.brokerage.services import listings_seen

router = listings.router

#: Steps that show words to others go by way of the look at what is published (links, near-copies, how often).
_LOOKED_AT = {
    (State.DRAFT, Verb.PUBLISH),
    (State.IN_REVIEW, Verb.PUBLISH),
    (State.PAUSED, Verb.RESUME),
    (State.EXPIRED, Verb.REVIVE),
}


class NewListing(In):
    """A draft to begin with."""

    kind: Kind
    fields: GivenFields


class ChangedListing(In):
    """The fields to change."""

    fields: GivenFields


class Step(In):
    """One step of the table of states; sending back (``reject``) needs a reason."""

    verb: Verb
    reason: RejectReason | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


@router.post("/listings", summary="Make a draft", **writes(Scope.WRITE, ListingOut, status=201))
def listings_create(request: ApiRequest, body: NewListing) -> HttpResponse:
    """A draft of yours. Nobody else sees it until you take the step ``publish``."""
    by = request.auth.signed

    def make() -> tuple[ListingOut, int, int, dict[str, str]]:
        change = listing_create(by=by, kind=body.kind, raw=well_typed(body.fields.root))
        where = request.build_absolute_uri(reverse("api-v1:listings_read", args=[change.id]))
        return (*_now(change.id, by, 201), {"Location": where})

    return done(request, make)


@router.patch(
    "/listings/{listing_id}", summary="Change a listing", **writes(Scope.WRITE, ListingOut, match=True, once=False)
)
def listings_update(request: ApiRequest, listing_id: Code, body: ChangedListing) -> HttpResponse:
    """Changes the fields that are named, if nobody changed the listing since you read it (If-Match)."""
    by = request.auth.signed

    def make() -> tuple[ListingOut, int, int, dict[str, str]]:
        version = expected(request)
        if version is None:
            version = listing_get(listing_id, for_user=by).version
        listing_update(public_id=listing_id, raw=well_typed(body.fields.root), expected_version=version, by=by)
        return (*_now(listing_id, by, 200), {})

    return done(request, make)


@router.post("/listings/{listing_id}/steps", summary="Take a step", **writes(Scope.WRITE, ListingOut, match=False))
def listings_step(request: ApiRequest, listing_id: Code, body: Step) -> HttpResponse:
    """Submit, publish, pause, resume, confirm, archive, revive, withdraw …: ``verbs`` of the listing says which you may
    take now. The first listing of somebody who is new is read by the chapter: after ``publish`` it is ``in_review``."""
    by = request.auth.signed

    def make() -> tuple[ListingOut, int, int, dict[str, str]]:
        with transaction.atomic():
            _step(listing_id, body, expected(request, needed=False), by)
            return (*_now(listing_id, by, 200), {})

    return done(request, make)


def _step(listing_id: str, body: Step, version: int | None, by: SignedIn) -> None:
    row = visible_to(by).select_for_update(of=("self",)).filter(public_id=listing_id).first()
    if row is not None and (State(row.state), body.verb) in _LOOKED_AT:
        if version is not None and row.version != version:
            raise Stale(id=listing_id, version=row.version)
        if body.verb in listing_get(listing_id, for_user=by).verbs:
            listing_publish(public_id=listing_id, by=by)
            return
    listing_transition(
        public_id=listing_id, verb=body.verb, by=by, reason=body.reason, note=body.note, expected_version=version
    )


def _now(listing_id: str, by: SignedIn, status: int) -> tuple[ListingOut, int, int]:
    """The listing as it stands now."""
    view = listing_get(listing_id, for_user=by)
    listings_seen([view], by=by)
    return listing_out(view), status, view.version
