from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from banyan.domain.listings.types import DeclineReason
from banyan.practice.matchmaking.types import Verdict

_BUTTONS = {
    "accept": Verdict.ACCEPTED,
    "decline": Verdict.DECLINED,
    "in_use": Verdict.IN_USE,
    "given_up": Verdict.GIVEN_UP,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a button of the page says: of which listing, and what; no verdict takes back what was said before."""

    listing: str
    verdict: Verdict | None
    reason: DeclineReason | None = None


def said_in(post: QueryDict) -> Said | None:
    """What was said; ``None`` when it is not understood. A "no" needs one of the reasons."""
    if undone := post.get("undo", ""):
        return Said(undone[:40], None)
    for name, verdict in _BUTTONS.items():
        if listing := post.get(name, "")[:40]:
            if verdict is not Verdict.DECLINED:
                return Said(listing, verdict)
            reason = post.get(f"reason-{listing}", "")
            return Said(listing, verdict, DeclineReason(reason)) if reason in set(DeclineReason) else None
    return None
