"""Writes of the room."""

from banyan.practice.harvest.services.running import due, source_run
from banyan.practice.harvest.services.sources import (
    source_add,
    source_change,
    source_preview,
    source_remove,
    source_switch,
)

__all__ = ["due", "source_add", "source_change", "source_preview", "source_remove", "source_run", "source_switch"]
