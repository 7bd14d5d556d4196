"""What crosses the threshold of the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from banyan.domain.listings.types import ListingView, Text


class PairState(StrEnum):
    """How two listings stand to each other. The first two are found, the last two are said by a person and stay."""

    PROPOSED = "proposed"
    SURE = "sure"
    SAME = "same"
    APART = "apart"


class Why(StrEnum):
    """What two listings have in common."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    MEANING = "meaning"


STATES: Mapping[PairState, Text] = {
    PairState.PROPOSED: _("May be the same"),
    PairState.SURE: _("Found to be the same"),
    PairState.SAME: _("Somebody said: the same"),
    PairState.APART: _("Somebody said: not the same"),
}
REASONS: Mapping[Why, Text] = {
    Why.IDENTIFIER: _("Both name the same address or identifier."),
    Why.TEXT: _("The texts are nearly the same."),
    Why.MEANING: _("In two languages, the texts say nearly the same."),
}


@dataclass(frozen=True, slots=True)
class PairView:
    """Two listings that are or may be the same, as the steward may see them; a listing that is gone is ``None``.

    ``likeness`` is 0–100. ``decided_by`` is a name, empty while nobody said anything; ``version`` grows with each
    change.
    """

    id: str
    one: ListingView | None
    other: ListingView | None
    state: PairState
    why: Why
    likeness: int
    found: datetime
    decided_by: str
    decided: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Passed:
    """What a look at all listings did."""

    listings: int
    sure: int
    proposed: int
    groups: int
