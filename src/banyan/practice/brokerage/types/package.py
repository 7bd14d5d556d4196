"""What a case needs: the conditions of the need, confirmed by a person, and the package around the technology."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from banyan.base.money import Money
from banyan.domain.listings.types import ListingView
from banyan.practice.brokerage.types.case import Somebody
from banyan.practice.matchmaking.types import Mark


class Held(StrEnum):
    """What a person found of a condition."""

    OPEN = "open"
    HOLDS = "holds"
    FAILS = "fails"


class Slot(StrEnum):
    """What may belong to a package."""

    TECHNOLOGY = "technology"
    MONEY = "money"
    TRAINING = "training"
    TESTING = "testing"
    IP = "ip"
    SERVICE = "service"


class SlotState(StrEnum):
    """How a slot stands: ``outside``: found elsewhere than on this node."""

    OPEN = "open"
    FILLED = "filled"
    OUTSIDE = "outside"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition of the need: what the match says, and what a person found. ``version`` 0: nobody has yet."""

    criterion: str
    label: str
    wanted: str
    sentence: str
    verdict: str  #: of the match: fits, doubt, conflict, unknown; empty when it is not compared now
    hard: bool
    held: Held
    line: str
    by: Somebody | None
    at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """Who and what a listing is open to; empty means anybody. Codes as in listings."""

    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    trl_min: int | None = None
    trl_max: int | None = None
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True, slots=True)
class Applicant:
    """What is known of those who would apply, and of what they would apply for; empty means not known."""

    places: tuple[str, ...] = ()
    kind: str = ""
    size: str = ""
    sdgs: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    trl: int | None = None


@dataclass(frozen=True, slots=True)
class Eligible:
    """One condition held against the applicant. ``verdict`` is fits, doubt, conflict or unknown; ``asked`` and ``have``
    are codes, levels or days."""

    condition: str
    verdict: str
    asked: tuple[str, ...] = ()
    have: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listing that may fill a slot: its score for the need, its doubts, and whether the case is eligible."""

    listing: ListingView
    score: int
    marks: tuple[Mark, ...]
    eligible: tuple[Eligible, ...]


@dataclass(frozen=True, slots=True)
class SlotView:
    """One slot. ``wanted``: the need asks for it. ``listing`` is ``None`` where it is not shown any more; its title
    stays."""

    slot: Slot
    state: SlotState
    wanted: bool
    listing: ListingView | None
    title: str
    line: str
    eligible: tuple[Eligible, ...]
    candidates: tuple[Candidate, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Repayment:
    """What a funding gives back. ``back`` is ``None`` while the cost is not known; ``capped``: at its most."""

    percent: Decimal
    cost: Money | None
    back: Money | None
    capped: bool


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package of a case; ``gaps`` are slots that the need asks for and nobody has settled."""

    slots: tuple[SlotView, ...]
    percent: int
    gaps: tuple[Slot, ...]
    repayment: Repayment | None
    compared: bool  #: whether candidates could be looked for
