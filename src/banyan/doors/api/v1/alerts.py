"""Saved searches and watched listings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from banyan.base.errors import Invalid
from banyan.domain.accounts.types import Scope
from banyan.domain.listings.types import Kind
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.operations import reads, writes
from banyan.doors.api.replies import done, reply
from banyan.doors.api.v1.narrowing import Code, Narrowing
from banyan.doors.api.v1.searching import request_of
from banyan.doors.api.v1.shapes import In, Out
from banyan.practice.matchmaking.selectors import alert_get, alerts_of
from banyan.practice.matchmaking.services import alert_delete, alert_save_listing, alert_save_search
from banyan.practice.matchmaking.types import About, AlertView, Frequency, SearchRequest

router = Router(tags=["alerts"])


class SavedSearch(Narrowing):
    """What to look for from now on."""

    q: Annotated[str, Field(max_length=500)] = ""


class NewAlert(In):
    """A search, or a listing whose answers you want to hear of: one of the two."""

    search: SavedSearch | None = None
    listing: Annotated[str, Field(max_length=40)] = ""
    frequency: Frequency = Frequency.DAILY
    name: Annotated[str, Field(max_length=120)] = ""


class AlertOut(Out):
    """Something you keep an eye on. ``standing``: it came with a listing of yours."""

    id: str
    about: About
    name: str
    listing: str
    search: SavedSearch | None
    standing: bool
    frequency: Frequency
    active: bool
    found: int
    made: datetime


class AlertsOut(Out):
    """All of yours, newest first."""

    items: list[AlertOut]


@router.get("/alerts", summary="My alerts", **reads(Scope.ALERTS, AlertsOut))
def alerts_list(request: ApiRequest) -> HttpResponse:
    """Saved searches, listings you watch, and what stands for your own listings."""
    return reply(request, AlertsOut(items=[_alert(one) for one in alerts_of(request.auth.signed)]))


@router.post("/alerts", summary="Keep an eye on", **writes(Scope.ALERTS, AlertOut, status=201))
def alerts_create(request: ApiRequest, body: NewAlert) -> HttpResponse:
    """You hear of what is found from now on. Kept before, it is that alert, at the new frequency."""
    if (body.search is None) == (not body.listing):
        raise Invalid({"search": [_("Send either a search or the id of a listing, not both and not neither.")]})
    by = request.auth.signed

    def make() -> tuple[AlertOut, int, int, Mapping[str, str]]:
        if body.search is None:
            made = alert_save_listing(listing=body.listing, by=by, frequency=body.frequency)
        else:
            wanted = request_of(body.search, body.search.q)
            made = alert_save_search(request=wanted, by=by, frequency=body.frequency, name=body.name)
        return _alert(alert_get(made, for_user=by)), 201, 0, {}

    return done(request, make)


@router.delete("/alerts/{alert_id}", summary="End an alert", **writes(Scope.ALERTS, None, status=204, once=False))
def alerts_delete(request: ApiRequest, alert_id: Code) -> HttpResponse:
    """What was found stays among your notices. One that stands for a listing of yours is turned off."""
    by = request.auth.signed

    def make() -> tuple[None, int, int, Mapping[str, str]]:
        alert_delete(public_id=alert_id, by=by)
        return None, 204, 0, {}

    return done(request, make)


def _alert(view: AlertView) -> AlertOut:
    asked = view.request
    return AlertOut(
        id=view.id,
        about=view.about,
        name=view.name,
        listing=view.listing.id if view.listing else "",
        search=_search(asked) if asked is not None else None,
        standing=view.standing,
        frequency=view.frequency,
        active=view.active,
        found=view.found,
        made=view.made,
    )


def _search(asked: SearchRequest) -> SavedSearch:
    """As it was kept; codes that came by another way are not looked at again."""
    return SavedSearch.model_construct(
        q=asked.text,
        kinds=[Kind(one) for one in asked.kinds if one in set(Kind)],
        sdgs=list(asked.sdgs),
        sectors=list(asked.sectors),
        technologies=list(asked.technologies),
        places=list(asked.places),
        trl=list(asked.trl),
        cooperation=list(asked.cooperation),
        languages=list(asked.languages),
    )
