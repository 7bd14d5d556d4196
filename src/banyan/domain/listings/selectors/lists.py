"""Lists with filters, facet counts and keyset pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from django.db.models import Case, CharField, Count, F, Func, Q, QuerySet, When

from banyan.base.clock import today
from banyan.base.paging import Page, broken, moment_in, page, unpack
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import Standing, standing_of
from banyan.domain.listings.selectors.viewing import FETCHED, JOINED, view
from banyan.domain.listings.types.enums import State, Visibility
from banyan.domain.listings.types.views import Facet, FacetCount, Facets, Filters, ListingView


class Sort(StrEnum):
    """Orders of a list that was not ranked by a search."""

    NEWEST = "newest"
    CLOSING_SOON = "closing_soon"


def search_facets(ids: Sequence[str] | None, filters: Filters) -> Facets:
    """How many published listings carry each code, each facet counted as if it were not narrowed itself.

    ``ids`` are the hits of a search, ``None`` counts all. One query, and one more for each facet that is narrowed.
    """
    base = _published() if ids is None else _published().filter(public_id__in=list(ids))
    counts = _counts(narrowed(base, filters))
    for facet in filters.facets:
        counts[facet] = _counts(narrowed(base, filters.without(facet)), only=facet).get(facet, ())
    return {facet: counts.get(facet, ()) for facet in Facet}


def matching_ids(ids: Iterable[str], filters: Filters) -> list[str]:
    """Those of the ids that are published and pass the filters, in the order given."""
    wanted = list(dict.fromkeys(ids))
    rows = narrowed(_published().filter(public_id__in=wanted), filters)
    passing = set(rows.values_list("public_id", flat=True))
    return [one for one in wanted if one in passing]


def all_matching_ids(filters: Filters) -> frozenset[str]:
    """The ids of all published listings that pass, to limit a search to them."""
    return frozenset(narrowed(_published(), filters).values_list("public_id", flat=True))


def in_order(ids: Iterable[str], sort: Sort) -> list[str]:
    """Those of the ids that are published, by date; by closing day, those that do not tell it to everybody last."""
    rows = _published().filter(public_id__in=list(ids))
    if sort is Sort.CLOSING_SOON:
        told = Case(When(_SAYS_WHEN, then=F("closes")))
        rows = rows.order_by(told.asc(nulls_last=True), "public_id")
    else:
        rows = rows.order_by("-published", "-public_id")
    return list(rows.values_list("public_id", flat=True))


def filter_listings(
    filters: Filters, *, for_user: Asker, sort: Sort = Sort.NEWEST, cursor: str = "", size: int = 20
) -> Page[ListingView]:
    """A page of published listings. ``CLOSING_SOON`` shows those with a day to come, nearest first."""
    standing = standing_of(for_user)
    rows = narrowed(_published(), filters)
    if sort is Sort.CLOSING_SOON:
        return _closing(rows.filter(_SAYS_WHEN, closes__gte=today()), standing, cursor, size)
    if cursor:
        published, last = unpack(cursor, length=2)
        moment = moment_in(published)
        if moment.tzinfo is None:
            raise broken()  # a day: the cursor of a list by closing day
        rows = rows.filter(Q(published__lt=moment) | Q(published=moment, public_id__lt=str(last)))
    found = _views(rows.order_by("-published", "-public_id"), standing, size)
    return page(found, size=size, key=lambda one: (one.published.isoformat() if one.published else "", one.id))


def _closing(rows: QuerySet[Listing], standing: Standing, cursor: str, size: int) -> Page[ListingView]:
    if cursor:
        closes, last = unpack(cursor, length=2)
        day = moment_in(closes).date()
        rows = rows.filter(Q(closes__gt=day) | Q(closes=day, public_id__gt=str(last)))
    ordered = list(rows.order_by("closes", "public_id").values_list("public_id", "closes")[: size + 1])
    days = {one: closes.isoformat() for one, closes in ordered if closes is not None}
    found = {one.id: one for one in _views(rows.filter(public_id__in=list(days)), standing, size)}
    return page([found[one] for one in days], size=size, key=lambda one: (days[one.id], one.id))


def narrowed(rows: QuerySet[Listing], filters: Filters) -> QuerySet[Listing]:
    """The rows that pass. Several codes of one facet mean any of them; facets and other filters all must hold.

    By organisation or chapter only listings are found that say openly whose they are.
    """
    for facet, codes in filters.facets.items():
        if codes:
            rows = rows.filter(facets__overlap=sorted(f"{facet}:{code}" for code in codes))
    if filters.organisation:
        rows = rows.filter(says_openly("organisation"), organisation__slug=filters.organisation, anonymous=False)
    if filters.chapter:
        rows = rows.filter(says_openly("chapter"), chapter__slug=filters.chapter)
    if filters.changed_since is not None:
        rows = rows.filter(changed__gte=filters.changed_since)
    if not filters.samples:
        rows = rows.filter(is_sample=False)
    if not filters.harvested:
        rows = rows.filter(Q(follows_source=False) | Q(is_sample=True))
    return rows


def says_openly(name: str) -> Q:
    """Rows that tell everybody this answer, as it is public unless its owner chose otherwise."""
    return Q(**{f"visibility__{name}__isnull": True}) | Q(**{f"visibility__{name}": Visibility.PUBLIC})


#: Rows whose last day, if they have one, everybody may know.
_SAYS_WHEN = says_openly("deadline") & says_openly("closes")


def _published() -> QuerySet[Listing]:
    return Listing.objects.filter(state=State.PUBLISHED)


def _views(rows: QuerySet[Listing], standing: Standing, size: int) -> list[ListingView]:
    fetched = rows.select_related(*JOINED).prefetch_related(*FETCHED)[: size + 1]
    return [view(row, standing) for row in fetched]


def _counts(rows: QuerySet[Listing], only: Facet | None = None) -> dict[Facet, tuple[FacetCount, ...]]:
    unnested = rows.annotate(code=Func(F("facets"), function="unnest", output_field=CharField()))
    counted = unnested.order_by().values_list("code").annotate(count=Count("pk"))
    found: dict[Facet, list[FacetCount]] = {}
    for tagged, count in counted:
        name, _, code = str(tagged).partition(":")
        if only is None or name == only:
            found.setdefault(Facet(name), []).append(FacetCount(code, count))
    return {facet: tuple(sorted(codes, key=lambda one: (-one.count, one.code))) for facet, codes in found.items()}


def filters_from(chosen: Mapping[str, Iterable[str]]) -> Filters:
    """Filters from the codes of a query string; unknown names and empty choices are left out."""
    facets = {facet: frozenset(chosen.get(facet, ())) - {""} for facet in Facet}
    return Filters(facets={facet: codes for facet, codes in facets.items() if codes})
