"""Reads the sample files and takes them in; each record once, however often it is repeated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

from banyan.base.clock import today
from banyan.base.errors import Invalid
from banyan.domain.chapters import services as chapters
from banyan.domain.chapters.errors import NoSuchChapter
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.types import Remit, RemitKind
from banyan.domain.listings import services as listings
from banyan.domain.listings.types import Kind, Origin
from banyan.domain.organisations import services as organisations
from banyan.domain.organisations.errors import NoSuchOrganisation
from banyan.domain.organisations.selectors import organisation_by_slug
from banyan.domain.organisations.types import OrganisationDraft

SAMPLE_YEAR = 2026
_ORGANISATIONS = ("organisations-seekers", "organisations-providers")
_LISTINGS = ("needs", "offers-1", "offers-2", "others")
_DAYS = ("published", "expires", "last_confirmed", "deadline", "opens", "closes")

Json = dict[str, object]


@dataclass(slots=True)
class Loaded:
    """What a load did; ``refused`` has a sentence for each record that could not be taken."""

    total: int = 0
    created: int = 0
    updated: int = 0
    refused: list[str] = field(default_factory=list)


def load(progress: Callable[[int, int], None]) -> Loaded:
    """Takes in all sample records, about 20 a second; killed at any moment it goes on when repeated."""
    for raw in _rows("chapters"):
        _chapter(raw)
    for name in _ORGANISATIONS:
        for raw in _rows(name):
            _organisation(raw)
    every = [raw for name in _LISTINGS for raw in _rows(name)]
    loaded = Loaded()
    years = max(0, today().year - SAMPLE_YEAR)
    for done, raw in enumerate(every, start=1):
        _listing(raw, years, loaded)
        progress(done, len(every))
    return loaded


def moved(raw: Mapping[str, object], years: int) -> Json:
    """The record with its days so many years later, so that a sample of 2026 is not all expired in 2029."""
    return {name: _later(value, years) if years and name in _DAYS else value for name, value in raw.items()}


def _later(value: object, years: int) -> object:
    day = date.fromisoformat(str(value))
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years).isoformat()


def _listing(raw: Json, years: int, loaded: Loaded) -> None:
    answers = moved(raw, years)
    kind, source = Kind(str(answers.pop("kind"))), str(answers.pop("id"))
    origin = Origin(node=listings.SAMPLE_NODE, id=source, licence=str(answers.get("licence", "")))
    try:
        taken = listings.listing_import_draft(
            origin=origin, kind=kind, raw=answers, follows_source=True, is_sample=True
        )
    except Invalid as error:
        loaded.refused.append(f"{source} was left out: {error}")
        return
    loaded.total += 1
    loaded.created += taken.outcome == "created"
    loaded.updated += taken.outcome == "updated"


def _chapter(raw: Mapping[str, object]) -> None:
    chapters.chapter_save(
        remit=Remit(str(raw["slug"]), _texts(raw, "places"), _texts(raw, "sdgs")),
        name=str(raw["name"]),
        remit_kind=RemitKind(str(raw["remit_kind"])),
        languages=_texts(raw, "languages"),
        about=str(raw["about"]),
        is_sample=True,
        actor="cli",
    )


def _organisation(raw: Mapping[str, object]) -> None:
    try:
        organisation_by_slug(str(raw["slug"]))
    except NoSuchOrganisation:
        draft = OrganisationDraft(
            name=str(raw["name"]),
            kind=str(raw["kind"]),
            country=str(raw["country"]),
            size=str(raw.get("size", "")),
            languages=_texts(raw, "languages"),
            website=str(raw.get("website", "")),
            about=str(raw.get("about", "")),
        )
        organisations.organisation_create(
            draft=draft,
            by=None,
            slug=str(raw["slug"]),
            chapter_id=_chapter_key(str(raw.get("chapter", ""))),
            is_sample=True,
        )


def _chapter_key(slug: str) -> int | None:
    try:
        return int(chapter_by_slug(slug).pk) if slug else None
    except NoSuchChapter:
        return None


def _texts(raw: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = raw.get(name)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _rows(name: str) -> Iterator[Json]:
    text = (files("banyan.doors.cli") / "sample" / f"{name}.jsonl").read_text(encoding="utf-8")
    return (json.loads(line) for line in text.splitlines() if line.strip())
