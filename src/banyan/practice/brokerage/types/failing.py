"""Why offers fail here: what the public page tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from banyan.practice.brokerage.rules.suppress import REST, Shown

__all__ = ["REST", "By", "Failing"]


class By(StrEnum):
    """By what the reasons are told."""

    PLACE = "place"  #: the part of the world where it was needed
    SECTOR = "sector"
    KIND = "kind"  #: what was offered


@dataclass(frozen=True, slots=True)
class Failing:
    """Reasons of the whole months from ``since`` up to, without, ``until``. ``table``: reasons by groups, ``None`` when
    there is too little to tell; numbers below ``fewest`` are kept back."""

    by: By
    table: Shown | None
    since: date
    until: date
    fewest: int
