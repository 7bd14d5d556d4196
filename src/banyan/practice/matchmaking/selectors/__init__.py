"""Reads: answers to a listing, search, comparison, understanding of plain words, and whether the index is ready."""

from banyan.practice.matchmaking.selectors.answers import answers_for, answers_to
from banyan.practice.matchmaking.selectors.compare import compare
from banyan.practice.matchmaking.selectors.judged import judged_by, ranking_in_force
from banyan.practice.matchmaking.selectors.readiness import readiness, whole_index
from banyan.practice.matchmaking.selectors.search import search
from banyan.practice.matchmaking.selectors.understand import understand

__all__ = [
    "answers_for",
    "answers_to",
    "compare",
    "judged_by",
    "ranking_in_force",
    "readiness",
    "search",
    "understand",
    "whole_index",
]
