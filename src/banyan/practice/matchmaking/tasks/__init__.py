"""Jobs of the room, one file per subject."""

from banyan.practice.matchmaking.tasks.index import embed_sentences, embed_waiting, index_pending, sweep

__all__ = ["embed_sentences", "embed_waiting", "index_pending", "sweep"]
