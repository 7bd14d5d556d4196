"""Jobs of the room, one file per subject."""

from banyan.practice.matchmaking.tasks.alerts import find_for_alerts, tell_alerts, wake_alerts, write_letter
from banyan.practice.matchmaking.tasks.index import embed_sentences, embed_waiting, index_pending, sweep

__all__ = [
    "embed_sentences",
    "embed_waiting",
    "find_for_alerts",
    "index_pending",
    "sweep",
    "tell_alerts",
    "wake_alerts",
    "write_letter",
]
