"""What crosses this room's threshold: terms of the five schemes, and the shape common to all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

#: Base language (ISO 639-1) → text.
Labels = Mapping[str, str]

#: Every label of our own is complete in these.
SIX_LANGUAGES: tuple[str, ...] = ("en", "fr", "es", "ar", "zh", "ru")

#: Names of places are complete in these; other languages are asked of CLDR one at a time.
PLACE_LANGUAGES: tuple[str, ...] = (*SIX_LANGUAGES, "hi", "id", "pt", "sw", "th", "vi")

WORLD = "WORLD"


class Scheme(StrEnum):
    """The schemes that :func:`concepts` and :func:`search_terms` speak of."""

    SDG = "sdg"
    SECTOR = "sector"
    TECHNOLOGY = "technology"
    PLACE = "place"
    TRL = "trl"


class PlaceKind(StrEnum):
    """What a place code stands for."""

    WORLD = "world"
    REGION = "region"
    GROUP = "group"
    COUNTRY = "country"


class Term(Protocol):
    """Anything with labels."""

    @property
    def labels(self) -> Labels: ...


@dataclass(frozen=True, slots=True)
class Concept:
    """The shape that all schemes share; ``keywords`` are English everyday words and phrases."""

    code: str
    scheme: Scheme
    labels: Labels
    keywords: tuple[str, ...]
    broader: str | None
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of places: by language, base forms of "Kenyan" ("kényan", "keniano", "кенийск")."""


@dataclass(frozen=True, slots=True)
class SdgTerm:
    """A goal (``6``) or a target (``6.1``, ``6.b``), in our own short words; not the official text."""

    code: str
    labels: Labels
    keywords: tuple[str, ...]

    @property
    def goal(self) -> str:
        """The goal's code, also of a goal itself."""
        return self.code.split(".", 1)[0]

    @property
    def is_goal(self) -> bool:
        """Goal, not target."""
        return "." not in self.code

    @property
    def iri(self) -> str:
        """The identifier that the United Nations gave this goal or target."""
        return f"http://metadata.un.org/sdg/{self.code}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of ISIC Rev.4 / NACE Rev.2, ``A`` to ``U``."""

    code: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Sector:
    """A division of ISIC Rev.4 / NACE Rev.2: two digits, with its section's letter."""

    code: str
    section: str
    labels: Labels
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Technology:
    """A class of our technology scheme; ``cpc`` lists Y02/Y04S groups of the patent classification that truly fit."""

    code: str
    broader: str | None
    labels: Labels
    scope: str
    cpc: tuple[str, ...]

    @property
    def keywords(self) -> tuple[str, ...]:
        """The words and phrases of the scope note."""
        parts = self.scope.rstrip(".").replace(":", ",").replace(";", ",").split(",")
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


@dataclass(frozen=True, slots=True)
class Country:
    """ISO 3166-1: alpha-2 ``code``, alpha-3, and the three digits that M49 shares with it."""

    code: str
    alpha3: str
    m49: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Place:
    """A country (``KE``), a UN region (``M49:002``), a group (``LDC``) or ``WORLD``."""

    code: str
    kind: PlaceKind
    labels: Labels
    keywords: tuple[str, ...]
    broader: str | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A country's time in a group: from ``since`` (``None``: before our record) until the day before ``until``.

    ``scheduled`` marks an end that is set but may still be moved; ``note`` says what is known of it.
    """

    group: str
    country: str
    since: date | None
    until: date | None
    scheduled: bool
    note: str

    def covers(self, on: date) -> bool:
        """Whether the country belongs to the group on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class TrlLevel:
    """A technology readiness level, 1 (idea) to 9 (proven in regular use), in one plain sentence."""

    level: int
    labels: Labels


@dataclass(frozen=True, slots=True)
class TrlScale:
    """The scale a level is read on: its name, its date and where it comes from."""

    name: str
    date: str
    source: str
    levels: tuple[TrlLevel, ...]
