"""One step of a case, taken on a locked row."""

from __future__ import annotations

from banyan.base.clock import now, today
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.models import Case, CaseStay
from banyan.practice.brokerage.rules.case import day_for_stage
from banyan.practice.brokerage.services.cases.ground import changed, present, snapshot
from banyan.practice.brokerage.types import Move, Stage


def step(
    case: Case, move: Move, to: Stage, *, by: SignedIn | None, reason: DeclineReason | None = None, line: str = ""
) -> None:
    """Moves a locked case: ends its stay and begins the next one, in the same hands until somebody says otherwise."""
    before, moment = snapshot(case), now()
    last = present(case)
    last.until = moment
    last.save(update_fields=["until"])
    closing = to is Stage.CLOSED
    case.left = case.stage if closing else ""
    case.reason = reason.value if closing and reason else ""
    case.stage = to
    case.version += 1
    changed(case, before, action=f"case.{move}", by=by)
    CaseStay.objects.create(
        case=case,
        stage=to,
        how=move,
        since=moment,
        by=by,
        line=line,
        owner=None if closing else last.owner,
        due=day_for_stage(to, today()),
    )
