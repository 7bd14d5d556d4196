"""What pages, the API and mails get from matchmaking.

Listings are already cut to what the asker may see, sentences already in the asker's language, and no engine type
crosses this threshold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

from banyan.domain.listings.types import ListingView


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of a match. ``verdict`` is fits, doubt, conflict or unknown; ``hard`` when it must hold."""

    criterion: str
    label: str
    verdict: str
    sentence: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a listing; ``marks`` are (start, end) offsets of the words in common. ``label`` says what it is
    where it does not carry the match, ``claim`` what is known of the score without it; both may be empty."""

    field_label: str
    text: str
    marks: tuple[tuple[int, int], ...]
    language: str
    label: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class ScoreShare:
    """What one feature adds to the score, in points; all shares add up to the score."""

    feature: str
    label: str
    points: float
    value: float


@dataclass(frozen=True, slots=True)
class MatchCard:
    """One answer, ready to be shown: at most three reasons, the strongest doubt first."""

    listing: ListingView
    score: int
    quotes: tuple[Quote, ...]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    marks: tuple[Mark, ...]
    shares: tuple[ScoreShare, ...]
    concepts: tuple[str, ...]
    clear: bool  #: it is more likely right than wrong
    also: tuple[ListingView, ...] = ()  #: the same, where else it stands


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question whose answer would change the order most; ``listing`` is whose owner can answer, else the seeker."""

    sentence: str
    listing: ListingView | None


class Verdict(StrEnum):
    """What a person says of an answer: at first, and when it is known what became of it."""

    ACCEPTED = "accepted"
    MET = "met"
    PILOTED = "piloted"
    ADOPTED = "adopted"
    IN_USE = "in_use"
    DECLINED = "declined"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What an order of answers came from: version of the ranking, encoder, and generation of the index."""

    model: str = ""
    encoder: str = ""
    generation: int = 0


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer where it stood: ``place`` is the list on the page, ``position`` counts from 1 in it, score 0–100."""

    listing: str
    place: str
    position: int
    score: float


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of answers as somebody saw it; ``token`` names this very page."""

    token: str
    subject: str
    made_by: MadeBy
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the asker said of one answer; ``reason`` is a decline code or empty."""

    listing: str
    verdict: Verdict
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Learned:
    """What a refit of the ranking found. ``weights`` are part of the score → factor (1 as shipped): those tried, or
    those in force while there was too little to learn from. ``before`` and ``after`` are the share of pairs of a yes
    and a no that stand in the right order, on needs held back; ``low`` and ``high`` the 95 % interval of the gain."""

    base: str
    needs: int
    people: int
    missing_needs: int = 0
    missing_people: int = 0
    weights: Mapping[str, float] = field(default_factory=dict)
    before: float | None = None
    after: float | None = None
    low: float = 0.0
    high: float = 0.0
    better: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class RankingInForce:
    """The ranking now: version as shipped, factors of its parts (none when as shipped), since when, and on what."""

    base: str
    weights: Mapping[str, float]
    since: datetime | None
    report: Mapping[str, float]
    left_out: str = ""  #: the version that a former refit was made for, when it is not in force any more


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The answers to one listing: for a need its offers and helpers, for an offer the needs it may serve.

    ``by_meaning`` is false while only words were compared (no encoder, or the subject is not embedded yet).
    """

    subject: ListingView
    cards: tuple[MatchCard, ...]
    but_for: tuple[MatchCard, ...]
    question: NextQuestion | None
    by_meaning: bool
    index_ready: bool = True
    clear: bool = True  #: whether the best answer is more likely right than wrong
    made_by: MadeBy = MadeBy()


#: The fields of ``SearchRequest`` that hold codes, in the order of a page; each is a parameter of addresses too.
FACETS: Final = ("kinds", "sdgs", "sectors", "technologies", "places", "trl", "cooperation", "languages")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody looks for. Facet values are codes; within a facet any may hold, between facets all must."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    trl: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sort: str = "relevance"  #: relevance, newest, closing_soon
    cursor: str = ""

    @classmethod
    def of(
        cls, codes: Callable[[str], Iterable[str]], *, text: str = "", sort: str = "relevance", cursor: str = ""
    ) -> Self:
        """With the codes that ``codes`` gives for the name of each facet."""
        return cls(text=text, sort=sort, cursor=cursor, **{name: tuple(codes(name)) for name in FACETS})


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with how many results have it."""

    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow results; ``name`` is the field of ``SearchRequest``."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result with the sentence in which the words were found."""

    listing: ListingView
    quote: Quote | None
    by: str  #: words, meaning, both, or empty without a text
    also: tuple[ListingView, ...] = ()  #: the same, where else it stands


@dataclass(frozen=True, slots=True)
class SearchView:
    """One page of results. ``total`` counts all of them (``total_is_floor``: at least so many)."""

    request: SearchRequest
    hits: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    total: int
    next: str | None
    total_is_floor: bool = False
    did_you_mean: str = ""
    index_ready: bool = True  #: false while only the database was searched, by plain words
    by_meaning: bool = False  #: whether meaning was compared as well as words


@dataclass(frozen=True, slots=True)
class CompareCell:
    """What one listing has to say on one row: a verdict with its sentence, or a plain value."""

    listing: str
    text: str
    verdict: str = ""  #: fits, doubt, conflict, unknown, or empty where there is nothing to judge
    hard: bool = False


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One line of a comparison: a criterion of the need, or a fact of the listings. ``wanted``: what the need says."""

    name: str
    label: str
    wanted: str
    cells: tuple[CompareCell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class CompareView:
    """Up to four listings side by side, with the need they are compared for when there is one."""

    listings: tuple[ListingView, ...]
    need: ListingView | None
    cards: tuple[MatchCard, ...]  #: of those listings that the index has, when there is a need
    rows: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Another listing in another language, and how near in meaning (cosine)."""

    listing: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Readiness:
    """How the index stands. ``state`` is ready, missing, damaged or behind; counts are of listings."""

    state: str
    sentence: str
    generation: int
    records: int
    embedded: int
    published: int
    pending: int
    encoder: str


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing understood from plain words, to be confirmed: ``values`` are raw values of the listing field."""

    field: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """What was understood from a text, field by field, beside the person's own words."""

    language: str
    language_confidence: float
    understood: tuple[Understood, ...]
    raw: Mapping[str, object] = field(default_factory=dict)  #: ready for the listing form
