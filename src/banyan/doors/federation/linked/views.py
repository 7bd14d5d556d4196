"""Listings and organisations in schema.org's terms, for programs that ask for ``application/ld+json``."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from banyan.base.errors import BanyanError
from banyan.domain.listings.formats import json_ld as listing_terms
from banyan.domain.organisations.errors import NoSuchOrganisation
from banyan.domain.organisations.formats import json_ld as organisation_terms
from banyan.domain.organisations.selectors import organisation_by_slug, organisation_view
from banyan.doors.federation.asking import address
from banyan.doors.federation.reading import public_listing


@require_safe
def listing(request: HttpRequest, public_id: str) -> HttpResponse:
    """One published listing."""
    try:
        view = public_listing(public_id)
    except BanyanError as error:
        return _refused(error)
    where = address("organisation", view.organisation) if view.organisation else ""
    return _answer(listing_terms(view, url=address("listing", view.id), organisation_url=where))


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation."""
    try:
        view = organisation_view(organisation_by_slug(slug))
    except NoSuchOrganisation as error:
        return _refused(error)
    return _answer(organisation_terms(view, url=address("organisation", slug)))


def _refused(error: BanyanError) -> HttpResponse:
    return _answer({"error": error.code}, content_type="application/json", status=error.status)


def _answer(
    said: Mapping[str, object], *, content_type: str = "application/ld+json", status: int = 200
) -> HttpResponse:
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(
        json.dumps(said, ensure_ascii=False, default=str), content_type=content_type, status=status, headers=headers
    )
