"""Who may say what of an answer, and whose word the ranking may learn from."""

from __future__ import annotations

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import owner_side
from banyan.domain.listings.types import ListingView
from banyan.practice.matchmaking.types import Verdict


def may_judge(subject: ListingView, verdict: Verdict) -> bool:
    """Anybody puts answers aside for themselves; the rest is said by those who answer for the listing."""
    return verdict is Verdict.DECLINED or subject.inside


def counts(subject: ListingView, listing: str, by: SignedIn) -> bool:
    """Nobody teaches the ranking with strangers' needs, or in favour of a listing of their own."""
    return subject.inside and not owner_side(listing, asker=by)
