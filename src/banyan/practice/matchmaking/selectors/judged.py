"""What people said of answers."""

from __future__ import annotations

from banyan.domain.accounts.policy import Asker
from banyan.practice.matchmaking.models import Judgement
from banyan.practice.matchmaking.types import Judged, Verdict


def judged_by(asker: Asker, subject: str) -> tuple[Judged, ...]:
    """What the asker said of the answers to this listing, newest first; each person reads their own words only."""
    if asker.pk is None:
        return ()
    rows = Judgement.objects.filter(subject=subject, by_id=asker.pk).order_by("-at", "-pk")
    return tuple(
        Judged(row.listing if row.need == subject else row.need, Verdict(row.verdict), row.reason, row.at)
        for row in rows
    )
