"""What speaks for an offer and against it: claims with who checked them, places where it works and where it failed."""

from __future__ import annotations

from dataclasses import dataclass

from banyan.domain.listings.types import ClaimStatus, ListingView, Row, Text, Vocabulary, label, rows
from banyan.doors.web.listing import words
from banyan.doors.web.listing.showing import Word

_LEVELS = {status: level for level, status in enumerate(ClaimStatus, start=1)}


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the table. ``level`` is 1 for a bare claim to 4 for one that a user confirmed."""

    what: str
    value: str
    unit: str
    compared_with: str
    level: int
    status_label: Text
    by: str
    date: str
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class Report:
    """A place with what happened there: since when and a note, or why it failed."""

    place: Word
    since: str
    note: str
    why: str


def claims(view: ListingView) -> tuple[Claim, ...]:
    """The claims, best checked first."""
    found = [_claim(row) for row in rows(view.values, "claims")]
    return tuple(sorted(found, key=lambda claim: -claim.level))


def reports(view: ListingView, name: str) -> tuple[Report, ...]:
    """The rows of ``in_use`` or ``did_not_work``."""
    return tuple(
        Report(
            place=_place(str(row.get("place", ""))),
            since=words.since(str(row.get("since", ""))),
            note=str(row.get("note", "")),
            why=str(row.get("why", "")),
        )
        for row in rows(view.values, name)
    )


def _place(text: str) -> Word:
    word = words.term_word(Vocabulary.PLACE, text)
    return Word(word, said=word == text)


def _claim(row: Row) -> Claim:
    status = ClaimStatus(str(row.get("status") or ClaimStatus.CLAIMED))
    value = row.get("value")
    source = str(row.get("source", ""))
    return Claim(
        what=str(row.get("what", "")),
        value="" if value is None else words.cell(value),
        unit=str(row.get("unit", "")),
        compared_with=str(row.get("compared_with", "")),
        level=_LEVELS[status],
        status_label=label(status),
        by=str(row.get("by", "")),
        date=words.since(str(row.get("date", ""))),
        source=source,
        source_url=source if source.startswith(("https://", "http://")) else "",
    )
