"""Countries, regions, groups and the world; who belongs to what, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

import pycountry
from babel import Locale, UnknownLocaleError

from banyan.domain.taxonomy.rules import first_of, fold
from banyan.domain.taxonomy.selectors.reading import MemberRecord, adjective_file, frozen, place_file
from banyan.domain.taxonomy.selectors.terms import find
from banyan.domain.taxonomy.types import PLACE_LANGUAGES, WORLD, Country, Labels, Membership, Place, PlaceKind, Scheme


def name_in(code: str, language: str) -> str | None:
    """The name of a country or region in any language CLDR knows; ours first where ``places.json`` has one."""
    ours = place_file()["names"].get(code, {}).get(language)
    if ours or code in (WORLD, *group_codes()):
        return ours
    names = _territories(language)
    found = names.get(code.removeprefix("M49:")) if names else None
    return str(found) if found else None


@lru_cache(maxsize=64)
def _territories(language: str) -> Mapping[str, str] | None:
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return None


def _labels(code: str) -> Labels:
    pairs = ((language, name_in(code, language)) for language in PLACE_LANGUAGES)
    return frozen({language: name for language, name in pairs if name})


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, Country]:
    known = sorted(pycountry.countries, key=lambda entry: str(entry.alpha_2))
    made = (Country(str(c.alpha_2), str(c.alpha_3), str(c.numeric), _labels(str(c.alpha_2))) for c in known)
    return {country.code: country for country in made}


def country(code: str) -> Country:
    """By ISO 3166-1 alpha-2, in capitals; raises :class:`UnknownCode`."""
    return find(Scheme.PLACE, code, _countries())


def countries() -> tuple[Country, ...]:
    """All of ISO 3166-1, by code."""
    return tuple(_countries().values())


def place_adjectives(code: str) -> Mapping[str, tuple[str, ...]]:
    """By language, base forms of the adjective of a country or region; empty where none is known."""
    return {language: tuple(forms) for language, forms in adjective_file()["adjectives"].get(code, {}).items()}


def _other_names(code: str) -> tuple[str, ...]:
    """English names besides the label: short, official, alpha-3."""
    entry = pycountry.countries.get(alpha_2=code)
    formal = [getattr(entry, field, None) for field in ("name", "common_name", "official_name", "alpha_3")]
    return first_of([*place_file()["aliases"].get(code, []), *(str(name) for name in formal if name)])


@lru_cache(maxsize=1)
def _places() -> Mapping[str, Place]:
    stored = place_file()
    aliases = stored["aliases"]
    world = Place(WORLD, PlaceKind.WORLD, _labels(WORLD), tuple(aliases.get(WORLD, [])), None)
    groups = [
        Place(g["code"], PlaceKind.GROUP, frozen(g["labels"]), tuple(g["keywords"]), WORLD) for g in stored["groups"]
    ]
    regions = [
        Place(r["code"], PlaceKind.REGION, _labels(r["code"]), tuple(aliases.get(r["code"], [])), r["broader"])
        for r in stored["regions"]
    ]
    home = {member: r["code"] for r in stored["regions"] for member in r["countries"]}
    lands = [
        Place(c.code, PlaceKind.COUNTRY, c.labels, _other_names(c.code), home.get(c.code, WORLD)) for c in countries()
    ]
    return {place.code: place for place in (world, *regions, *groups, *lands)}


def place(code: str) -> Place:
    """A country, region, group or the world; raises :class:`UnknownCode`."""
    return find(Scheme.PLACE, code, _places())


def places() -> tuple[Place, ...]:
    """The world, regions from large to small, groups, then countries by code."""
    return tuple(_places().values())


@lru_cache(maxsize=1)
def group_codes() -> tuple[str, ...]:
    """``LDC``, ``LLDC`` and ``SIDS``."""
    return tuple(group["code"] for group in place_file()["groups"])


@lru_cache(maxsize=1)
def memberships() -> tuple[Membership, ...]:
    """Every country's time in every group, past and scheduled ends included."""
    return tuple(_membership(g["code"], m) for g in place_file()["groups"] for m in g["members"])


def _membership(group: str, row: MemberRecord) -> Membership:
    since, until = row.get("since"), row.get("to")
    return Membership(
        group=group,
        country=row["country"],
        since=_day(since) if since else None,
        until=_day(until) if until else None,
        scheduled=row.get("scheduled", False),
        note=row.get("note", ""),
    )


def _day(text: str) -> date:
    return date(int(text), 1, 1) if len(text) == 4 else date.fromisoformat(text)


def group_source(group: str) -> str:
    """Whose list the group follows, and of which year; raises :class:`UnknownCode`."""
    known = place(group)
    return next((g["source"] for g in place_file()["groups"] if g["code"] == known.code), "")


@lru_cache(maxsize=512)
def _in_region(code: str) -> frozenset[str]:
    rows = place_file()["regions"]
    own = frozenset(member for r in rows if r["code"] == code for member in r["countries"])
    return own.union(*(_in_region(r["code"]) for r in rows if r["broader"] == code))


def countries_in(code: str, on: date | None = None) -> frozenset[str]:
    """Alpha-2 codes of the countries in a place on a day (today in UTC by default); raises :class:`UnknownCode`."""
    found = place(code)
    if found.kind is PlaceKind.COUNTRY:
        return frozenset({code})
    if found.kind is PlaceKind.WORLD:
        return frozenset(_countries())
    if found.kind is PlaceKind.REGION:
        return _in_region(code)
    day = on or _today()
    return frozenset(m.country for m in memberships() if m.group == code and m.covers(day))


def place_contains(outer: str, inner: str, on: date | None = None) -> bool:
    """Whether every country of ``inner`` lies in ``outer`` that day; the world contains all, a place itself."""
    around, inside = place(outer), place(inner)
    if around.code in (inside.code, WORLD):
        return True
    within = countries_in(inner, on)
    return bool(within) and within <= countries_in(outer, on)


def places_overlap(one: str, other: str, on: date | None = None) -> bool:
    """Whether the two places share a country that day."""
    return not countries_in(one, on).isdisjoint(countries_in(other, on))


def groups_of(code: str, on: date | None = None) -> frozenset[str]:
    """Which of ``LDC``, ``LLDC``, ``SIDS`` the country belongs to that day; raises :class:`UnknownCode`."""
    known, day = country(code).code, on or _today()
    return frozenset(m.group for m in memberships() if m.country == known and m.covers(day))


@lru_cache(maxsize=1)
def place_names() -> Mapping[str, str]:
    """Folded name, alpha-3 or M49 number → place code. What two places share goes to the first: countries, English."""
    names: dict[str, str] = {}
    ordered = sorted(places(), key=lambda found: found.kind is not PlaceKind.COUNTRY)
    for language in PLACE_LANGUAGES:
        for found in ordered:
            for text in (found.labels.get(language, ""), *(found.keywords if language == "en" else ())):
                if text:
                    names.setdefault(fold(text), found.code)
    for land in countries():
        names[land.m49] = land.code
    return names


def _today() -> date:
    return datetime.now(tz=UTC).date()
