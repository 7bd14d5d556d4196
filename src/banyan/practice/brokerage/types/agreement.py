"""What was agreed and what the pilot showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from banyan.base.money import Money
from banyan.domain.listings.types import Cooperation


class Term(StrEnum):
    """What a term sheet speaks of."""

    TERRITORY = "territory"
    EXCLUSIVITY = "exclusivity"
    PRICE = "price"
    PAYMENT = "payment"
    IP = "ip"
    IMPROVEMENTS = "improvements"
    CONFIDENTIALITY = "confidentiality"
    SUPPORT = "support"
    TRAINING = "training"
    DURATION = "duration"
    END = "end"
    DISPUTES = "disputes"


class TermState(StrEnum):
    """How a term stands."""

    OPEN = "open"
    AGREED = "agreed"
    NOT_NEEDED = "not_needed"


class PilotVerdict(StrEnum):
    """What a pilot showed."""

    WORKED = "worked"
    PARTLY = "partly"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TermView:
    """One term with a line about it; ``version`` 0: nobody has spoken of it yet."""

    term: Term
    state: TermState
    line: str
    version: int


@dataclass(frozen=True, slots=True)
class AgreementView:
    """The facts of an agreement; the value is a range, and nobody outside the case reads it."""

    signed: date | None = None
    kind: Cooperation | None = None
    low: Money | None = None
    high: Money | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class PilotDraft:
    """What people say of a pilot: ``quantity`` is what was measured, ``value`` in ``unit`` what it came to."""

    place: str = ""
    begun: date | None = None
    ended: date | None = None
    quantity: str = ""
    value: Decimal | None = None
    unit: str = ""
    compared_with: str = ""
    verdict: PilotVerdict | None = None
    line: str = ""


@dataclass(frozen=True, slots=True)
class PilotView:
    """A pilot that was kept."""

    id: str
    said: PilotDraft
    version: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """All that was agreed and tried in a case; ``settled`` counts the terms that are not open."""

    terms: tuple[TermView, ...]
    settled: int
    agreement: AgreementView
    pilots: tuple[PilotView, ...]
