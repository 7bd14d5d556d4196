"""Reads the data files, once per process. Records are typed here so that the other files need not guess."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict, cast

from banyan.domain.taxonomy.types import Labels

_DATA = Path(__file__).resolve().parent.parent / "data"


class LabelledRecord(TypedDict):
    """A code with its labels."""

    code: str
    labels: dict[str, str]


class SdgRecord(LabelledRecord):
    """A goal or target."""

    keywords: list[str]


class SectorRecord(LabelledRecord):
    """A division."""

    section: str
    keywords: list[str]


class TechnologyRecord(LabelledRecord):
    """A technology class."""

    broader: str | None
    scope: str
    cpc: list[str]


class TrlRecord(TypedDict):
    """A readiness level."""

    level: int
    labels: dict[str, str]


class RegionRecord(TypedDict):
    """An M49 region with the countries directly in it."""

    code: str
    broader: str
    countries: list[str]


class MemberRecord(TypedDict, total=False):
    """A country's time in a group; a bare year stands for its first day."""

    country: str
    since: str | None
    to: str | None
    scheduled: bool
    note: str


class GroupRecord(LabelledRecord):
    """A group of countries with its dated members."""

    source: str
    keywords: list[str]
    members: list[MemberRecord]


class SdgFile(TypedDict):
    """``sdg.json``."""

    version: str
    terms: list[SdgRecord]


class SectorFile(TypedDict):
    """``sectors.json``."""

    version: str
    sections: list[LabelledRecord]
    divisions: list[SectorRecord]


class TechnologyFile(TypedDict):
    """``technologies.json``."""

    version: str
    classes: list[TechnologyRecord]


class PlaceFile(TypedDict):
    """``places.json``; ``names`` go before the names of CLDR, ``aliases`` are other English names."""

    version: str
    regions: list[RegionRecord]
    groups: list[GroupRecord]
    names: dict[str, dict[str, str]]
    aliases: dict[str, list[str]]


class AdjectiveFile(TypedDict):
    """``adjectives.json``: by place and language, the adjective's base forms."""

    adjectives: dict[str, dict[str, list[str]]]


class TrlFile(TypedDict):
    """``trl.json``."""

    name: str
    date: str
    source: str
    levels: list[TrlRecord]


@cache
def _read(name: str) -> object:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


def sdg_file() -> SdgFile:
    """Goals and targets."""
    return cast(SdgFile, _read("sdg.json"))


def sector_file() -> SectorFile:
    """Sections and divisions."""
    return cast(SectorFile, _read("sectors.json"))


def technology_file() -> TechnologyFile:
    """Technology classes."""
    return cast(TechnologyFile, _read("technologies.json"))


def adjective_file() -> AdjectiveFile:
    """Adjectives made of the names of places."""
    return cast(AdjectiveFile, _read("adjectives.json"))


def place_file() -> PlaceFile:
    """Regions, groups, and names beyond CLDR's."""
    return cast(PlaceFile, _read("places.json"))


def trl_file() -> TrlFile:
    """Readiness levels."""
    return cast(TrlFile, _read("trl.json"))


def frozen(labels: Mapping[str, str]) -> Labels:
    """A view that nobody can change."""
    return MappingProxyType(dict(labels))
