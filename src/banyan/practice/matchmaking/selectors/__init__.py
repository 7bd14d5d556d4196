"""Reads: answers to a listing, search, comparison, understanding of plain words, and whether the index is ready."""

from banyan.practice.matchmaking.selectors.alerts import (
    alert_get,
    alert_on_listing,
    alert_on_search,
    alerts_of,
    alerts_stoppable,
    feed_of,
    search_described,
)
from banyan.practice.matchmaking.selectors.also import also_at
from banyan.practice.matchmaking.selectors.answers import answers_for, answers_to
from banyan.practice.matchmaking.selectors.asked import search_asked
from banyan.practice.matchmaking.selectors.compare import compare
from banyan.practice.matchmaking.selectors.judged import judged_by, ranking_in_force
from banyan.practice.matchmaking.selectors.meaning import nearest_in_meaning
from banyan.practice.matchmaking.selectors.notices import notices_of, unread_count
from banyan.practice.matchmaking.selectors.readiness import readiness, whole_index
from banyan.practice.matchmaking.selectors.search import filters_of, search
from banyan.practice.matchmaking.selectors.told import NeedTold, need_told
from banyan.practice.matchmaking.selectors.understand import understand

__all__ = [
    "NeedTold",
    "alert_get",
    "alert_on_listing",
    "alert_on_search",
    "alerts_of",
    "alerts_stoppable",
    "also_at",
    "answers_for",
    "answers_to",
    "compare",
    "feed_of",
    "filters_of",
    "judged_by",
    "nearest_in_meaning",
    "need_told",
    "notices_of",
    "ranking_in_force",
    "readiness",
    "search",
    "search_asked",
    "search_described",
    "understand",
    "unread_count",
    "whole_index",
]
