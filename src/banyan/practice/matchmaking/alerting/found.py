"""What was found for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from banyan.practice.matchmaking.models import Alert

Why = tuple[str, dict[str, str]]
#: Messages of ours, said by ``messages.say`` like those of the engine.
BY_WORDS: Final = "alert_words"
BY_MEANING: Final = "alert_meaning"
BY_CHOICE: Final = "alert_choice"


@dataclass(frozen=True, slots=True)
class Found:
    """One listing for one alert, with how well it fits (0–100) and why: a message and its values each."""

    alert: Alert
    listing: str
    score: float
    why: tuple[Why, ...]
