"""Writes: what the index hears of listings, making it again, and what people say of answers.

No listing is ever changed here.
"""

from banyan.practice.matchmaking.judging import judgement_set, judgement_undo
from banyan.practice.matchmaking.learning import ranking_refit, ranking_reset
from banyan.practice.matchmaking.services.index import listing_heard
from banyan.practice.matchmaking.upkeep import embed as index_embed
from banyan.practice.matchmaking.upkeep import rebuild_all as index_rebuild
from banyan.practice.matchmaking.upkeep import update as index_update

__all__ = [
    "index_embed",
    "index_rebuild",
    "index_update",
    "judgement_set",
    "judgement_undo",
    "listing_heard",
    "ranking_refit",
    "ranking_reset",
]
