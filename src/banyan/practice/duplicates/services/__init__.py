"""Writes: looking for listings that are the same, and what stewards say of them. No listing is ever changed here."""

from banyan.practice.duplicates.looking import duplicates_find, duplicates_look
from banyan.practice.duplicates.services.deciding import pair_decide, pair_undo
from banyan.practice.duplicates.services.hearing import duplicates_hear

__all__ = ["duplicates_find", "duplicates_hear", "duplicates_look", "pair_decide", "pair_undo"]
