"""What crosses the threshold of the room: listings as a reader may see them, changes, facets, rows for the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from banyan.domain.listings.types.enums import Kind, State, TranslationStatus, Verb, Visibility
from banyan.domain.listings.types.fields import Completeness, Text, Values


@dataclass(frozen=True, slots=True)
class Decision:
    """May they, and if not, why: ``reason`` is a sentence for the person."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in another language than its original, with where it comes from."""

    text: str
    language: str
    status: TranslationStatus
    engine: str = ""
    at: datetime | None = None
    outdated: bool = False  #: the original changed since


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file that the reader may fetch."""

    id: str
    name: str
    content_type: str
    size: int
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a harvested or imported listing comes from. ``chain`` are the nodes it passed, first one first."""

    node: str
    id: str
    url: str = ""
    licence: str = ""
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListingView:
    """A listing as one reader may see it: hidden fields are not in ``values``, and ``hidden`` says from when they are.

    ``organisation`` is a slug; of an anonymous listing neither it nor any person is here. ``inside`` tells that the
    reader edits or moderates it. ``opened`` are the levels of what is shown here and not to everybody who is signed
    in. ``verbs`` are what the reader may do next.
    """

    id: str
    kind: Kind
    state: State
    title: str
    summary: str
    language: str
    values: Values
    hidden: Mapping[str, Visibility]
    organisation: str
    organisation_name: str
    chapter: str
    anonymous: bool
    is_sample: bool
    completeness: int
    version: int
    published: datetime | None
    expires: date | None
    last_confirmed: date | None
    changed: datetime
    translations: tuple[tuple[str, Translated], ...] = ()  #: (field, text)
    attachments: tuple[AttachmentView, ...] = ()
    origin: Origin | None = None
    organisation_checked: bool = False  #: by its chapter
    inside: bool = False
    opened: frozenset[Visibility] = frozenset()
    verbs: tuple[Verb, ...] = ()
    reason: str = ""  #: why it was sent back; for those inside
    missing: Completeness | None = None  #: for those inside


@dataclass(frozen=True, slots=True)
class Change:
    """What a service did. ``errors`` is only filled where a partial save was asked for."""

    id: str
    kind: Kind
    state: State
    version: int
    changed: frozenset[str] = frozenset()
    errors: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did with one record: created, updated, unchanged, or kept because it was edited here."""

    change: Change
    outcome: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a listing's history. ``actor`` is a public id, empty for the system."""

    at: datetime
    actor: str
    action: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    note: str


@dataclass(frozen=True, slots=True)
class OpenAddress:
    """A published listing for a list of all pages; ``translated`` are the languages its title is also in."""

    id: str
    changed: datetime
    language: str
    translated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A published listing as the search engine gets it: only what everybody may see."""

    id: str
    kind: Kind
    title: str
    summary: str
    language: str
    organisation: str
    values: Values
    translations: tuple[tuple[str, str, str], ...]  #: (language, field, text)
    completeness: int
    published: date
    expires: date | None


class Facet(StrEnum):
    """What a search can be narrowed by, in the order of the search page."""

    KINDS = "kinds"
    SDGS = "sdgs"
    SECTORS = "sectors"
    TECHNOLOGIES = "technologies"
    PLACES = "places"
    TRLS = "trls"
    COOPERATION = "cooperation"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to. Empty means anything; several codes of one facet mean any of them."""

    facets: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    organisation: str = ""
    chapter: str = ""
    changed_since: datetime | None = None
    samples: bool = True  #: whether sample listings are wanted
    harvested: bool = True  #: whether listings of other nodes are wanted

    def without(self, facet: Facet) -> Filters:
        """The same, not narrowed by this facet."""
        return replace(self, facets={name: codes for name, codes in self.facets.items() if name is not facet})


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many listings carry a code."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class SampleGone:
    """What removing the sample did; ``kept`` are sample organisations that real listings lean on."""

    listings: int
    organisations: int
    chapters: int
    people: int
    kept: int


#: Facet → its codes, most frequent first.
Facets = Mapping[Facet, tuple[FacetCount, ...]]
