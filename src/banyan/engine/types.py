"""The words every stage of the engine speaks: records in, explained matches out.

All values are immutable. Text is Unicode in NFC. Codes (kinds, criteria, scales) are the design's; the engine treats
taxonomy codes (goals, sectors, technology classes) as opaque strings and places through the ``Places`` port.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a listing is."""

    NEED = "need"
    OFFER = "offer"
    SERVICE = "service"
    FUNDING = "funding"
    FACILITY = "facility"
    TRAINING = "training"


class Criterion(StrEnum):
    """A condition of a match that is checked and shown with a verdict."""

    TERRITORY = "territory"
    TRL = "trl"
    BUDGET = "budget"
    DEADLINE = "deadline"
    SITE = "site"
    LANGUAGE = "language"
    COOPERATION = "cooperation"
    SUPPORT = "support"


class Verdict(StrEnum):
    """The outcome of one checked criterion."""

    FITS = "fits"
    DOUBT = "doubt"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


#: Criteria that take a listing out of the top answers when they conflict, unless the need says otherwise.
HARD_BY_DEFAULT: frozenset[Criterion] = frozenset(
    {Criterion.TERRITORY, Criterion.TRL, Criterion.SITE, Criterion.COOPERATION}
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount range in one currency (ISO 4217); ``None`` at an end means open."""

    currency: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Site conditions: what a place has (need) or the least a technology must have (offer).

    Levels are codes of the ordered scales in ``rank/scales.py``; ``climates`` are where it stands or works,
    ``bad_climates`` where it is known to fail. ``None`` and empty mean not said.
    """

    power: str | None = None
    water: str | None = None
    connectivity: str | None = None
    skills: str | None = None
    spare_parts: str | None = None
    climates: frozenset[str] = frozenset()
    bad_climates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """The structured side of a record; every part may be missing."""

    sdgs: frozenset[str] = frozenset()  #: goals "6" and targets "6.1"
    sectors: frozenset[str] = frozenset()  #: ISIC/NACE divisions
    technologies: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  #: where the need is, or where the owner acts
    territories: frozenset[str] = frozenset()  #: where it may be supplied
    languages: frozenset[str] = frozenset()  #: ISO 639-1, languages the parties work in
    cooperation: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()  #: wanted (need) or given (others): technology, money, training …
    trl: int | None = None  #: reached (offer)
    trl_min: int | None = None  #: lowest accepted (need)
    money: Money | None = None  #: budget (need), price (offer, service …), amount given (funding)
    deadline: date | None = None  #: needed by (need), closes on (funding)
    opens: date | None = None  #: first day to apply (funding)
    lead_time_days: int | None = None
    quantity: Decimal | None = None  #: how many are wanted (need)
    quantity_unit: str = ""  #: of what, as the need says it ("tube wells"); "" when it is not said
    price_per: str = ""  #: what the price is for, when it is not for the whole ("unit", "household", "day" …)
    site: Site = Site()
    hard: frozenset[Criterion] = HARD_BY_DEFAULT


@dataclass(frozen=True, slots=True)
class Record:
    """A listing as the engine sees it.

    ``fields`` are further named texts in reading order (``problem``, ``how_it_works`` …); a flat file has only
    ``title`` and ``text``. ``completeness`` is 0–1, ``published`` a day; both may be unknown.
    """

    id: str
    kind: Kind
    title: str
    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    organisation: str = ""
    facts: Facts = Facts()
    completeness: float | None = None
    published: date | None = None

    def whole(self) -> str:
        """Title, text and further fields joined by blank lines, each distinct part once."""
        if not self.fields and self.title and self.text and self.title != self.text:
            return f"{self.title}\n\n{self.text}"
        parts = (self.title, self.text, *self.fields.values())
        return "\n\n".join(dict.fromkeys(part for part in parts if part))


class Stands(StrEnum):
    """What a sentence that is shown is to a match."""

    CARRIES = "carries"  #: without its words the listing would score less
    NEAREST = "nearest"  #: it shares most, but the score hangs on no one sentence
    MEANING = "meaning"  #: in another language: the nearest in meaning; what it does to the score is not known
    OPENING = "opening"  #: nothing telling is shared: how the listing begins


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a listing shown with a match: its field, the text, the spans (start, end) to mark in it, what it is
    to the match, and the part of the score that is lost without its words."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    share: float = 0.0
    stands: Stands = Stands.CARRIES


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion, its verdict and one plain sentence.

    ``message`` is a key of the message table and ``values`` fill it, so that a page can say it in another
    language; ``sentence`` is the English of both.
    """

    criterion: Criterion
    verdict: Verdict
    message: str
    values: Mapping[str, str]
    sentence: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What one feature adds to a score. The shares of a match add up to its score (to 1e-6)."""

    feature: str
    value: float
    share: float


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason or a doubt in words; same three parts as in ``CriterionResult``."""

    message: str
    values: Mapping[str, str]
    sentence: str


@dataclass(frozen=True, slots=True)
class Match:
    """One need with one other listing, scored and explained. ``score`` is 0–100."""

    id: str
    kind: Kind
    title: str
    organisation: str
    language: str | None
    score: float
    shares: tuple[Share, ...]
    criteria: tuple[CriterionResult, ...]
    passages: tuple[Passage, ...]
    reasons: tuple[Reason, ...]
    doubts: tuple[Reason, ...]
    concepts: tuple[str, ...] = ()  #: shared taxonomy codes, as "sdg:6.1", "technology:WAT-03"

    @property
    def conflicts(self) -> tuple[CriterionResult, ...]:
        """Hard criteria that do not hold."""
        return tuple(c for c in self.criteria if c.hard and c.verdict is Verdict.CONFLICT)


@dataclass(frozen=True, slots=True)
class Question:
    """The one question whose answer would change the order most; ``gain`` is the expected change of the first places
    (0–1)."""

    criterion: Criterion
    message: str
    values: Mapping[str, str]
    sentence: str
    asks: str  #: the subject's kind ("need" …) when who asks can answer, else the id of the listing whose owner can
    gain: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The result of one need: top matches, what would fit but for a hard criterion, and the question to ask."""

    need: str
    matches: tuple[Match, ...]
    would_fit_but_for: tuple[Match, ...]
    question: Question | None
    encoder: str  #: name of the encoder used, "none" when by words alone
    generation: int = 0
    candidates: int = 0
    clear: bool = True  #: whether the first answer is more likely right than wrong; else nothing here fits well


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: a listing's id and its score; ``by`` says "words", "meaning" or "both"."""

    id: str
    score: float
    by: str = "words"


@dataclass(frozen=True, slots=True)
class Filter:
    """What must hold for a candidate. Empty means anything."""

    kinds: frozenset[Kind] = frozenset()
    exclude: frozenset[str] = frozenset()  #: listing ids
    only: frozenset[str] | None = None  #: listing ids allowed


@dataclass(frozen=True, slots=True)
class Concept:
    """One term of a taxonomy, as the text→structure step needs it."""

    code: str
    scheme: str  #: "sdg", "sector", "technology", "place"
    labels: Mapping[str, str]
    keywords: tuple[str, ...] = ()
    broader: str | None = None
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of places: by language, base forms of what English calls "Kenyan"; inflected where they are looked for."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Something understood from a text: a code or value, how sure (0–1), and the words that said so (may be empty)."""

    value: str
    confidence: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood from plain words; every guess waits for a person to confirm it."""

    language: Guess | None = None
    sdgs: tuple[Guess, ...] = ()
    sectors: tuple[Guess, ...] = ()
    technologies: tuple[Guess, ...] = ()
    places: tuple[Guess, ...] = ()
    trl: Guess | None = None
    money: tuple[tuple[Money, str], ...] = ()  #: amounts for the whole, with the words that said so
    dates: tuple[tuple[date, str], ...] = ()
    quantities: tuple[tuple[Decimal, str, str], ...] = ()  #: number, unit, evidence
    prices: tuple[tuple[Money, str, str], ...] = ()  #: amounts for one of something: money, per what, evidence
