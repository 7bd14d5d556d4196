"""The ordered scales of site conditions: what a place has must reach the least that a technology needs."""

from __future__ import annotations

from typing import Final

#: Dimension of a site → its levels, lowest first. The names are those of ``types.Site``.
SCALES: Final[dict[str, tuple[str, ...]]] = {
    "power": ("none", "solar_or_battery", "weak_grid", "stable_grid"),
    "water": ("none", "seasonal", "limited", "reliable"),
    "connectivity": ("none", "sms", "mobile_data", "broadband"),
    "skills": ("none", "basic", "technician", "engineer"),
    "spare_parts": ("none", "imported", "regional", "local"),
}

_LEVELS: Final = {dimension: {code: step for step, code in enumerate(steps)} for dimension, steps in SCALES.items()}

CLIMATES: Final[tuple[str, ...]] = (
    "hot_humid", "hot_dry", "temperate", "cold", "high_altitude", "coastal", "flood_prone", "dusty",
)  # fmt: skip


def level(dimension: str, code: str | None) -> int | None:
    """The step of a level on its scale from 0; None when it is not said or not on the scale."""
    return _LEVELS[dimension].get(code) if code else None
