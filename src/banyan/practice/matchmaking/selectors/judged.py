"""What people said of answers."""

from __future__ import annotations

from banyan.domain.accounts.policy import Asker
from banyan.practice.matchmaking import machinery
from banyan.practice.matchmaking.models import Judgement, Refit
from banyan.practice.matchmaking.types import Judged, RankingInForce, Verdict


def judged_by(asker: Asker, subject: str) -> tuple[Judged, ...]:
    """What the asker said of the answers to this listing, newest first; each person reads their own words only."""
    if asker.pk is None:
        return ()
    rows = Judgement.objects.filter(subject=subject, by_id=asker.pk).order_by("-at", "-pk")
    return tuple(
        Judged(row.listing if row.need == subject else row.need, Verdict(row.verdict), row.reason, row.at)
        for row in rows
    )


def ranking_in_force() -> RankingInForce:
    """How answers are ranked now, and since when."""
    base, row = machinery.model_version(), Refit.objects.filter(active=True).first()
    if row is None:
        return RankingInForce(base, {}, None, {})
    if row.base != base:
        return RankingInForce(base, {}, None, {}, left_out=row.base)
    return RankingInForce(base, dict(row.weights), row.at, dict(row.report))
