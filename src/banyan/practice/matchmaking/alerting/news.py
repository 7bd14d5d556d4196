"""What is new since alerts last looked, once the index has it too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from banyan.base.clock import now
from banyan.domain.listings.selectors import answering, facets_of, for_index, write_json
from banyan.domain.listings.types import IndexRow
from banyan.engine.text.profile import analysed
from banyan.engine.types import Record
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.models import AlertPending, IndexPending, KnownListing
from banyan.practice.matchmaking.records import record_of
from banyan.practice.matchmaking.rules import Sketch, is_news, sketch

_TAKEN_AT_ONCE = 2000
#: So long a listing waits to be compared by meaning; then by words alone, as a reader finds it meanwhile.
PATIENCE = timedelta(minutes=15)
_NO_FACTS = frozenset(
    {"title", "summary", "contact", "deputy", "url", "organisation", "chapter", "licence", "visibility", "translations",
     "published", "expires", "last_confirmed", "id"}
)  # fmt: skip
_CODE = 40
"""Characters up to which an answer is a code or a figure; what is longer is words."""


@dataclass(frozen=True, slots=True)
class News:
    """New listings. ``terms`` are their analysed words, ``people`` the row keys of those who answer for each.

    ``sketches`` are of all listings looked at, new or not; ``taken`` the keys of the rows that are done with then.
    """

    records: Mapping[str, Record]
    terms: Mapping[str, frozenset[str]]
    facets: Mapping[str, frozenset[str]]
    people: Mapping[str, frozenset[int]]
    sketches: Mapping[str, Sketch]
    taken: Sequence[int]


def look(machine: machinery.Machine) -> News:
    """What waits and can be compared now. What a search would not find yet goes on waiting."""
    pending = list(AlertPending.objects.order_by("pk").values_list("pk", "listing", "shown", "since")[:_TAKEN_AT_ONCE])
    ids = list(dict.fromkeys(listing for _, listing, _, _ in pending))
    rows = {row.id: row for row in for_index(ids)}
    waiting = _not_in_the_index(ids) | {
        listing
        for _, listing, _, since in pending
        if listing in rows and since > now() - PATIENCE and not _has_vectors(machine, listing)
    }
    looked_at = [rows[one] for one in ids if one in rows and one not in waiting]
    records = {row.id: record_of(row) for row in looked_at}
    terms = {id: _terms(record) for id, record in records.items()}
    sketches = {row.id: _sketch(row, terms[row.id]) for row in looked_at}
    shown = {listing for _, listing, shown, _ in pending if shown}
    known = _known(sketches)
    new = [id for id, now_ in sketches.items() if is_news(known.get(id), now_, shown=id in shown)]
    return News(
        records={id: records[id] for id in new},
        terms={id: terms[id] for id in new},
        facets=facets_of(new),
        people=answering(new),
        sketches=sketches,
        taken=[pk for pk, listing, _, _ in pending if listing not in waiting],
    )


def remember(sketches: Mapping[str, Sketch]) -> None:
    """Keeps how these listings are now."""
    rows = [
        KnownListing(listing=id, published=one.published, facts=one.facts, words=list(one.words))
        for id, one in sketches.items()
    ]
    KnownListing.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["listing"],
        update_fields=["published", "facts", "words"],
    )


def _not_in_the_index(ids: Sequence[str]) -> set[str]:
    return set(IndexPending.objects.filter(listing__in=list(ids)).values_list("listing", flat=True))


def _has_vectors(machine: machinery.Machine, listing: str) -> bool:
    return not machinery.encoder().dimensions or bool(machine.reader.vectors([listing]))


def _terms(record: Record) -> frozenset[str]:
    """As the index has them: a search finds a listing by any of these."""
    found = analysed(record)
    return frozenset(found.whole) | frozenset(found.title)


def _sketch(row: IndexRow, terms: Iterable[str]) -> Sketch:
    said = write_json({name: value for name, value in row.values.items() if name not in _NO_FACTS})
    facts = {name: value for name, value in said.items() if not isinstance(value, str) or len(value) <= _CODE}
    return sketch(row.published.isoformat(), facts, terms)


def _known(ids: Iterable[str]) -> dict[str, Sketch]:
    rows = KnownListing.objects.filter(listing__in=list(ids))
    return {row.listing: Sketch(row.published, row.facts, tuple(row.words)) for row in rows}
