"""Flat-memory reads for the search index and for other nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from banyan.base.clock import today
from banyan.base.paging import Page, moment_in, page, unpack
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings import rules
from banyan.domain.listings.models import Listing
from banyan.domain.listings.policy import Standing, taking_all
from banyan.domain.listings.record import values_of, visibilities
from banyan.domain.listings.selectors.lists import narrowed
from banyan.domain.listings.selectors.viewing import FETCHED, JOINED, translations_of, view
from banyan.domain.listings.types.enums import Kind, State, Visibility
from banyan.domain.listings.types.views import Filters, IndexRow, ListingView

_CHUNK = 500
NOBODY = Standing(None, False, frozenset(), frozenset(), frozenset(), frozenset())


def for_index(ids: Sequence[str] | None = None, *, whole: bool = False) -> Iterator[IndexRow]:
    """Published listings for the search engine, ``ids`` only or all; what is not public never reaches the index.

    An id that is missing from the answer must leave the index. Reads 500 rows at a time. ``whole`` has all answers, to
    find what fits a listing for those who answer for it; such rows are never stored or shown.
    """
    rows = Listing.objects.filter(state=State.PUBLISHED).exclude(expires__lt=today())
    if ids is not None:
        rows = rows.filter(public_id__in=list(ids))
    for row in _walk(rows.prefetch_related("translations")):
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
    return (view(row, standing) for row in _walk(rows.prefetch_related(*FETCHED)))


def _walk(rows: QuerySet[Listing]) -> Iterator[Listing]:
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
    nothing but the tombstone. Keep ``until`` fixed over all pages.
    """
    rows = narrowed(Listing.objects.filter(published__isnull=False, changed__lte=until), filters)
    if since is not None:
        rows = rows.filter(changed__gte=since)
    if cursor:
        changed, last = unpack(cursor, length=2)
        moment = moment_in(changed)
        rows = rows.filter(Q(changed__gt=moment) | Q(changed=moment, public_id__gt=str(last)))
    fetched = rows.select_related(*JOINED).prefetch_related(*FETCHED).order_by("changed", "public_id")[: size + 1]
    found = [_public_or_tombstone(row) for row in fetched]
    return page(found, size=size, key=lambda one: (one.changed.isoformat(), one.id))


def earliest_change() -> datetime | None:
    """The moment of the oldest record that other nodes can harvest."""
    row = Listing.objects.filter(published__isnull=False).order_by("changed").first()
    return row.changed if row else None


def _public_or_tombstone(row: Listing) -> ListingView:
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
