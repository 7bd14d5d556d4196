"""Writes: what the index and alerts hear of listings, making the index again, what people say of answers, their alerts.

No listing is ever changed here.
"""

from banyan.practice.matchmaking.alerting.digests import alerts_tell
from banyan.practice.matchmaking.alerting.finding import alerts_find
from banyan.practice.matchmaking.judging import judgement_set, judgement_undo
from banyan.practice.matchmaking.learning import ranking_refit, ranking_reset
from banyan.practice.matchmaking.services.alerts import (
    alert_delete,
    alert_feed_close,
    alert_feed_renew,
    alert_save_listing,
    alert_save_search,
    alert_update,
    alerts_stop,
)
from banyan.practice.matchmaking.services.hearing import alerts_hear, person_moved
from banyan.practice.matchmaking.services.index import listing_heard
from banyan.practice.matchmaking.services.notices import notice_judge, notices_read
from banyan.practice.matchmaking.services.twins import twins_set
from banyan.practice.matchmaking.upkeep import embed as index_embed
from banyan.practice.matchmaking.upkeep import rebuild_all as index_rebuild
from banyan.practice.matchmaking.upkeep import update as index_update

__all__ = [
    "alert_delete",
    "alert_feed_close",
    "alert_feed_renew",
    "alert_save_listing",
    "alert_save_search",
    "alert_update",
    "alerts_find",
    "alerts_hear",
    "alerts_stop",
    "alerts_tell",
    "index_embed",
    "index_rebuild",
    "index_update",
    "judgement_set",
    "judgement_undo",
    "listing_heard",
    "notice_judge",
    "notices_read",
    "person_moved",
    "ranking_refit",
    "ranking_reset",
    "twins_set",
]
