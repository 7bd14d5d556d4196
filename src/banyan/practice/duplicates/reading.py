"""From published listings to what is compared of them. Only what everybody may read is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.contrib.auth.models import AnonymousUser

from banyan.domain.listings.selectors import listings_by_ids, open_to_all, visible_to
from banyan.domain.listings.types import ListingView, State, text
from banyan.practice.duplicates.models import Boilerplate, Sketch
from banyan.practice.duplicates.rules import (
    Shingles,
    Signature,
    Standing,
    bands,
    keys,
    own,
    signature_of,
)

_NO_TEXTS = frozenset({"title", "url", "licence", "contact", "deputy", "currency", "language"})
_LONGEST = 20_000
_SHORTEST = 40
"""Characters below which an answer is a code or a figure."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A listing ready to be compared; ``own`` shingles are those that are no boilerplate."""

    id: str
    kind: str
    language: str
    standing: Standing
    keys: tuple[str, ...]
    signature: Signature
    bands: tuple[int, ...] = field(default=())


def published_views(ids: Sequence[str]) -> list[ListingView]:
    """Those of the listings that are shown to everybody; samples are left out."""
    views = listings_by_ids(ids, for_user=AnonymousUser())
    return [view for view in views if view.state is State.PUBLISHED and not view.is_sample]


def all_views() -> Iterator[ListingView]:
    """All of them, a few in memory at a time."""
    return (view for view in open_to_all() if not view.is_sample)


def compared(view: ListingView) -> Compared:
    """A listing with boilerplate, before its bands are known."""
    said = _text(view)
    origin = view.origin
    return Compared(
        id=view.id,
        kind=view.kind.value,
        language=view.language,
        standing=Standing(
            own=origin is None,
            completeness=view.completeness,
            published=(view.published or view.changed).isoformat(),
        ),
        keys=keys(url=text(view.values, "url"), origin_id=origin.id if origin else "", text=said),
        signature=signature_of(view.title, said),
    )


def without(one: Compared, common: Shingles) -> Compared:
    """The same without boilerplate, with its bands."""
    left = own(one.signature.shingles, common)
    signature = Signature(one.signature.digest, left, one.signature.title)
    return Compared(one.id, one.kind, one.language, one.standing, one.keys, signature, bands(left))


def of_row(row: Sketch, common: Shingles) -> Compared:
    """What was kept of a listing, without boilerplate."""
    return Compared(
        id=row.listing.public_id,
        kind=row.kind,
        language=row.language,
        standing=standing_of_row(row),
        keys=tuple(row.keys),
        signature=Signature(row.digest, own(_unpacked(row.shingles), common), _unpacked(row.title)),
        bands=tuple(row.bands),
    )


def standing_of_row(row: Sketch) -> Standing:
    """What decides whether it is shown for its group."""
    return Standing(row.own, row.completeness, row.published.isoformat())


def keep(several: Iterable[tuple[Compared, Compared]]) -> None:
    """Keeps listings as they are now: each with and without boilerplate."""
    pairs = list(several)
    rows = row_keys([one.id for one, _ in pairs])
    Sketch.objects.bulk_create(
        [_row(whole, left, rows[whole.id]) for whole, left in pairs if whole.id in rows],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["listing"],
        update_fields=[
            "kind",
            "language",
            "own",
            "completeness",
            "published",
            "digest",
            "keys",
            "bands",
            "shingles",
            "title",
        ],
    )


def row_keys(ids: Iterable[str]) -> dict[str, int]:
    """Public id → row key of listings that everybody may see."""
    rows = visible_to(AnonymousUser()).filter(public_id__in=list(ids))
    return dict(rows.values_list("public_id", "pk"))


def boilerplate() -> Shingles:
    """What the last look at all listings found in very many of them; nothing before the first."""
    row = Boilerplate.objects.order_by("-at").first()
    return _unpacked(row.shingles) if row is not None else np.zeros(0, dtype=np.uint32)


def keep_boilerplate(common: Shingles) -> None:
    """In place of what was kept before."""
    Boilerplate.objects.all().delete()
    Boilerplate.objects.create(shingles=_packed(common))


def _row(whole: Compared, left: Compared, key: int) -> Sketch:
    return Sketch(
        listing_id=key,
        kind=whole.kind,
        language=whole.language,
        own=whole.standing.own,
        completeness=whole.standing.completeness,
        published=whole.standing.published,
        digest=whole.signature.digest,
        keys=list(whole.keys),
        bands=list(left.bands),
        shingles=_packed(whole.signature.shingles),
        title=_packed(whole.signature.title),
    )


def _text(view: ListingView) -> str:
    parts = [view.summary]
    parts += [
        value
        for name, value in view.values.items()
        if isinstance(value, str) and len(value) >= _SHORTEST and name not in _NO_TEXTS and value != view.summary
    ]
    return "\n".join(parts)[:_LONGEST]


def _packed(values: Shingles) -> bytes:
    return values.astype("<u4").tobytes()


def _unpacked(data: bytes | memoryview) -> Shingles:
    return np.frombuffer(bytes(data), dtype="<u4").astype(np.uint32)
