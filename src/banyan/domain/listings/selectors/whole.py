"""All that other nodes can read, at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from banyan.domain.listings.models import Gone, Listing
from banyan.domain.listings.selectors.exchange import public_or_tombstone, settled, walk
from banyan.domain.listings.selectors.viewing import FETCHED, gone_view
from banyan.domain.listings.types.views import ListingView


@dataclass(frozen=True, slots=True)
class Whole:
    """``count`` listings and tombstones. Whoever asks for changes since ``until`` later has missed nothing."""

    until: datetime
    count: int
    views: Iterator[ListingView]


@contextmanager
def ever_public() -> Iterator[Whole]:
    """All that was ever public as nobody in particular sees it, with tombstones; each once, as of one moment.

    Read inside: 500 rows in memory at a time, in a transaction that sees nothing of what is written meanwhile, unless
    the caller has opened one already. A reader holds no writer up.
    """
    until = settled()  # before the transaction begins: all that was written earlier is seen in it
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        rows = Listing.objects.filter(published__isnull=False)
        yield Whole(until, rows.count() + Gone.objects.count(), _views())


def _views() -> Iterator[ListingView]:
    for row in walk(Listing.objects.filter(published__isnull=False).prefetch_related(*FETCHED)):
        yield public_or_tombstone(row)
    for gone in Gone.objects.order_by("pk").iterator():
        yield gone_view(gone)
