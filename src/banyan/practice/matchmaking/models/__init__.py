"""The tables of the room."""

from banyan.practice.matchmaking.models.alerts import (
    Alert,
    AlertPending,
    Finding,
    KnownListing,
    Letter,
    Notice,
)
from banyan.practice.matchmaking.models.matching import (
    IndexPending,
    Judgement,
    Refit,
    Showing,
    Twin,
)

__all__ = [
    "Alert",
    "AlertPending",
    "Finding",
    "IndexPending",
    "Judgement",
    "KnownListing",
    "Letter",
    "Notice",
    "Refit",
    "Showing",
    "Twin",
]
