"""Jobs of the room. Each does all that waits, so that many events make one run."""

from __future__ import annotations

from banyan.base.jobs import job
from banyan.practice.matchmaking import upkeep
from banyan.practice.matchmaking.models import IndexPending
from banyan.practice.matchmaking.tasks.alerts import wake_alerts


@job("matchmaking.index", alone="matchmaking.index")
def index_pending() -> None:
    """New, changed and gone listings into the index, by words; their vectors follow."""
    if upkeep.update():
        embed_waiting.once("all").enqueue()
    wake_alerts()


@job("matchmaking.embed", alone="matchmaking.embed")
def embed_waiting() -> None:
    """Vectors of the listings that wait for them."""
    upkeep.embed()
    wake_alerts()
    embed_sentences.once("all").enqueue()


@job("matchmaking.sentences", alone="matchmaking.sentences")
def embed_sentences() -> None:
    """Vectors of sentences, for answers in another language."""
    upkeep.embed_sentences()


@job("matchmaking.sweep")
def sweep() -> None:
    """Finds what a crash between a change and its job left behind."""
    if IndexPending.objects.exists():
        index_pending.once("all").enqueue()
    elif upkeep.wants_embedding():
        embed_waiting.once("all").enqueue()
    wake_alerts()
