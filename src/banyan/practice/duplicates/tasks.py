"""Jobs of the room. Each bears being done twice."""

from __future__ import annotations

from banyan.base.jobs import job
from banyan.practice.duplicates import looking
from banyan.practice.duplicates.models import Waiting


@job("duplicates.look", alone="duplicates.look")
def look() -> None:
    """Everything that changed."""
    looking.duplicates_look()


@job("duplicates.sweep")
def sweep() -> None:
    """What waits for its vectors, and what a crash between a change and its job left behind."""
    if Waiting.objects.exists():
        look.once("all").enqueue()
