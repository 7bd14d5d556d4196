"""The tables of the room."""

from banyan.practice.matchmaking.models.matching import (
    IndexPending,
    Judgement,
    Refit,
    Showing,
)

__all__ = [
    "IndexPending",
    "Judgement",
    "Refit",
    "Showing",
]
