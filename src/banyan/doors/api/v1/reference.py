"""What codes mean, and who is here: taxonomies and organisations."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from ninja import Query, Router

from banyan.base.paging import page, unpack
from banyan.domain.accounts.types import Scope
from banyan.domain.organisations.selectors import organisation_by_slug, organisation_view, organisations
from banyan.domain.organisations.types import OrganisationKind, OrganisationView
from banyan.domain.taxonomy.selectors import concepts
from banyan.domain.taxonomy.types import Scheme
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.operations import reads
from banyan.doors.api.replies import next_link, reply
from banyan.doors.api.v1.narrowing import Code, Cursor, PageSize
from banyan.doors.api.v1.shapes import In, Out

router = Router(tags=["taxonomies and organisations"])


class TermOut(Out):
    """A code with its labels by language; ``broader`` is the code above it."""

    code: str
    labels: dict[str, str]
    broader: str | None


class TermsOut(Out):
    """A whole scheme, in its own order."""

    scheme: Scheme
    items: list[TermOut]


class OrganisationsAsked(In):
    """Which page."""

    cursor: Cursor = ""
    size: PageSize = 50


class OrganisationOut(Out):
    """An organisation as everybody may see it; ``checked`` by its chapter."""

    slug: str
    name: str
    kind: OrganisationKind
    country: str
    languages: list[str]
    website: str
    about: str
    ror: str
    checked: bool
    sample: bool


class OrganisationsOut(Out):
    """A page of organisations by name."""

    items: list[OrganisationOut]
    next: str | None


@router.get("/taxonomies/{scheme}", summary="A taxonomy", **reads(Scope.READ, TermsOut, visitors=True))
def taxonomies_read(request: ApiRequest, scheme: Scheme) -> HttpResponse:
    """Goals and targets, sectors, technologies, places or readiness levels, with labels in all their languages."""
    items = [TermOut(code=one.code, labels=dict(one.labels), broader=one.broader) for one in concepts(scheme.value)]
    return reply(request, TermsOut(scheme=scheme, items=items))


@router.get("/organisations", summary="Organisations", **reads(Scope.READ, OrganisationsOut, visitors=True))
def organisations_list(request: ApiRequest, asked: Query[OrganisationsAsked]) -> HttpResponse:
    """By name."""
    rows = organisations().order_by("name", "slug")
    if asked.cursor:
        name, slug = unpack(asked.cursor, length=2)
        rows = rows.filter(Q(name__gt=str(name)) | Q(name=str(name), slug__gt=str(slug)))
    found = page(
        [organisation_view(row) for row in rows[: asked.size + 1]],
        size=asked.size,
        key=lambda one: (one.name, one.slug),
    )
    body = OrganisationsOut(items=[_organisation(view) for view in found.rows], next=found.next)
    return reply(request, body, headers=next_link(request, found.next))


@router.get("/organisations/{slug}", summary="One organisation", **reads(Scope.READ, OrganisationOut, visitors=True))
def organisations_read(request: ApiRequest, slug: Code) -> HttpResponse:
    """By its slug."""
    view = organisation_view(organisation_by_slug(slug))
    return reply(request, _organisation(view), version=view.version)


def _organisation(view: OrganisationView) -> OrganisationOut:
    return OrganisationOut(
        slug=view.slug,
        name=view.name,
        kind=OrganisationKind(view.kind),
        country=view.country,
        languages=list(view.languages),
        website=view.website,
        about=view.about,
        ror=view.ror,
        checked=view.verified,
        sample=view.is_sample,
    )
