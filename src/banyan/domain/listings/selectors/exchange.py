"""Flat-memory reads for the search index and for other nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from banyan.base.clock import now, today
from banyan.base.paging import Page, moment_in, page, unpack
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings import rules
from banyan.domain.listings.models import Gone, Listing, ListingTranslation
from banyan.domain.listings.policy import Standing, taking_all
from banyan.domain.listings.record import values_of, visibilities
from banyan.domain.listings.selectors.lists import narrowed
from banyan.domain.listings.selectors.viewing import FETCHED, JOINED, gone_view, translations_of, view
from banyan.domain.listings.types.enums import Kind, State, Visibility
from banyan.domain.listings.types.views import Facet, Filters, IndexRow, ListingView, OpenAddress

_CHUNK = 500
#: How far back the exchange stays from the present, see ``settled``.
MARGIN = timedelta(seconds=3)
_GIVEN_UP = timedelta(hours=1)
NOBODY = Standing(None, False, frozenset(), frozenset(), frozenset(), frozenset())


def for_index(ids: Sequence[str] | None = None, *, whole: bool = False) -> Iterator[IndexRow]:
    """Published listings for the search engine, ``ids`` only or all; what is not public never reaches the index.

    An id that is missing from the answer must leave the index. Reads 500 rows at a time. ``whole`` has all answers, to
    find what fits a listing for those who answer for it; such rows are never stored or shown.
    """
    rows = Listing.objects.filter(state=State.PUBLISHED).exclude(expires__lt=today())
    if ids is not None:
        rows = rows.filter(public_id__in=list(ids))
    for row in walk(rows.prefetch_related("translations")):
        yield _index_row(row, inside=whole)


def open_to_all(*, filters: Filters | None = None) -> Iterator[ListingView]:
    """All published listings as a visitor without an account sees them, for dumps; 500 rows at a time."""
    return _views(narrowed(Listing.objects.filter(state=State.PUBLISHED), filters or Filters()), NOBODY)


def everything(asker: Asker, *, kinds: Sequence[str] = (), samples: bool = True) -> tuple[int, Iterator[ListingView]]:
    """How many rows, then all with all answers, drafts too: a node administrator's copy; else ``NotAllowed``."""
    rows = Listing.objects.filter(kind__in=list(kinds)) if kinds else Listing.objects.all()
    if not samples:
        rows = rows.filter(is_sample=False)
    return rows.count(), _views(rows, taking_all(asker))


def _views(rows: QuerySet[Listing], standing: Standing) -> Iterator[ListingView]:
    return (view(row, standing) for row in walk(rows.prefetch_related(*FETCHED)))


def walk(rows: QuerySet[Listing]) -> Iterator[Listing]:
    """All rows in the order of their keys, a chunk in memory at a time."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).select_related(*JOINED).order_by("pk")[:_CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def changed_page(
    *, since: datetime | None, until: datetime, filters: Filters, cursor: str = "", size: int = 100
) -> Page[ListingView]:
    """What other nodes harvest: every listing that was ever public, by the moment of its last change, oldest first.

    What is no longer shown comes with a state other than ``published`` and must be read as deleted; its view holds
    nothing but the tombstone. Keep ``until`` fixed over all pages, and never later than ``settled()``.
    """
    rows = narrowed(Listing.objects.filter(published__isnull=False), filters)
    gone = _gone(filters)
    between = Q(changed__lte=until)
    if since is not None:
        between &= Q(changed__gte=since)
    if cursor:
        changed, last = unpack(cursor, length=2)
        moment = moment_in(changed)
        between &= Q(changed__gt=moment) | Q(changed=moment, public_id__gt=str(last))
    rows, gone = rows.filter(between), gone.filter(between)
    fetched = rows.select_related(*JOINED).prefetch_related(*FETCHED).order_by("changed", "public_id")[: size + 1]
    found = [public_or_tombstone(row) for row in fetched]
    found += [gone_view(row) for row in gone.order_by("changed", "public_id")[: size + 1]]
    found.sort(key=lambda one: (one.changed, one.id))
    return page(found, size=size, key=lambda one: (one.changed.isoformat(), one.id))


def open_count() -> int:
    """How many listings are published."""
    return Listing.objects.filter(state=State.PUBLISHED).count()


def open_addresses(*, start: int, size: int) -> list[OpenAddress]:
    """Published listings by id, for lists of all pages."""
    rows = Listing.objects.filter(state=State.PUBLISHED).order_by("public_id")[start : start + size]
    found = {
        pk: (one, changed, said)
        for pk, one, changed, said in rows.values_list("pk", "public_id", "changed", "language")
    }
    others: dict[int, list[str]] = {}
    texts = ListingTranslation.objects.filter(listing__in=list(found), field="title").order_by("language")
    for pk, language in texts.values_list("listing_id", "language"):
        others.setdefault(pk, []).append(language)
    return [OpenAddress(one, changed, said, tuple(others.get(pk, ()))) for pk, (one, changed, said) in found.items()]


def settled() -> datetime:
    """The moment before which nothing more can change: all that was written earlier is there to be read.

    A listing gets the moment of its change before its transaction ends. Whoever asks in between would miss it, and
    would never ask for that moment again. So this is the start of the oldest transaction that is writing, and a few
    seconds back in any case, for those that have not written yet and for clocks that differ. One that has been open for
    an hour is given up on, so that a forgotten session does not stop the exchange.
    """
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(_WRITING)
        oldest: datetime | None = cursor.fetchone()[0]
    back = moment - MARGIN
    return back if oldest is None else max(min(back, oldest), moment - _GIVEN_UP)


_WRITING = """
    SELECT min(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
"""


def exchanged(public_id: str) -> ListingView | None:
    """One listing or tombstone as other nodes get it; ``None`` when it never was public."""
    rows = Listing.objects.filter(published__isnull=False, public_id=public_id)
    if found := _exchanged(rows):
        return found[0]
    row = Gone.objects.filter(public_id=public_id).first()
    return gone_view(row) if row else None


def exchanged_from(origin_ids: Sequence[str]) -> list[ListingView]:
    """The harvested listings and tombstones that have one of the ids at their source."""
    rows = Listing.objects.filter(published__isnull=False, follows_source=True, origin_id__in=list(origin_ids))
    return _exchanged(rows.order_by("public_id")[:_CHUNK])


def _exchanged(rows: QuerySet[Listing]) -> list[ListingView]:
    return [public_or_tombstone(row) for row in rows.select_related(*JOINED).prefetch_related(*FETCHED)]


def _gone(filters: Filters) -> QuerySet[Gone]:
    """Tombstones without a row that pass; of what they were, only the kind and the chapter are known."""
    rows = Gone.objects.all()
    if not filters.samples or filters.organisation or any(filters.without(Facet.KINDS).facets.values()):
        return rows.none()
    if kinds := filters.facets.get(Facet.KINDS):
        rows = rows.filter(kind__in=sorted(kinds))
    if filters.chapter:
        rows = rows.filter(chapter=filters.chapter)
    return rows if filters.changed_since is None else rows.filter(changed__gte=filters.changed_since)


def id_by_origin(node: str, origin_id: str) -> str:
    """Public id of what came from there under this id, whatever became of it; empty when nothing did."""
    return (
        Listing.objects.filter(origin_node=node, origin_id=origin_id).values_list("public_id", flat=True).first() or ""
    )


def earliest_change() -> datetime | None:
    """The moment of the oldest record that other nodes can harvest."""
    row = Listing.objects.filter(published__isnull=False).order_by("changed", "public_id").first()
    gone = Gone.objects.order_by("changed").first()
    return min((one.changed for one in (row, gone) if one is not None), default=None)


def latest_change() -> datetime | None:
    """The moment of the last change of anything that other nodes can harvest."""
    row = Listing.objects.filter(published__isnull=False).order_by("-changed", "-public_id").first()
    gone = Gone.objects.order_by("-changed").first()
    return max((one.changed for one in (row, gone) if one is not None), default=None)


def public_or_tombstone(row: Listing) -> ListingView:
    """What everybody may see of a listing that was public once."""
    if row.state != State.PUBLISHED:
        row.state = State.WITHDRAWN
    return view(row, NOBODY)


def _index_row(row: Listing, *, inside: bool) -> IndexRow:
    values = values_of(row)
    seen, _ = rules.shown_fields(
        visibilities(row, values), reader=Visibility.PUBLIC, inside=inside, anonymous=row.anonymous
    )
    shown = {name: value for name, value in values.items() if name in seen}
    published = row.published.date() if row.published else today()
    return IndexRow(
        id=row.public_id,
        kind=Kind(row.kind),
        title=row.title,
        summary=row.summary,
        language=row.language,
        organisation=row.organisation.slug if row.organisation and "organisation" in seen else "",
        values=shown,
        translations=tuple((one.language, one.field, one.text) for one, _outdated in translations_of(row, shown)),
        completeness=row.completeness,
        published=published,
        expires=row.expires if "expires" in seen else None,
    )
