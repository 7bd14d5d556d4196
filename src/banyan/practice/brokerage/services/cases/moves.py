"""The moves of a case. Each is made under a lock: of two at once one wins, and the other is told."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.errors import NoMoveNow
from banyan.practice.brokerage.models import CaseStay
from banyan.practice.brokerage.people.case import everybody_told
from banyan.practice.brokerage.policy.case import main_part
from banyan.practice.brokerage.rules.case import case_target, needs_a_reason
from banyan.practice.brokerage.services.cases.ground import (
    as_it_was,
    changed,
    fresh,
    one_line,
    owner_among,
    present,
    taken_up,
    tell,
    words,
)
from banyan.practice.brokerage.services.cases.judging import judged
from banyan.practice.brokerage.services.cases.outcomes import plan_outcomes
from banyan.practice.brokerage.services.cases.step import step
from banyan.practice.brokerage.types import Move, Stage

_LETTERS = {Move.BACK: "back", Move.CLOSE: "closed", Move.REOPEN: "reopened"}


def case_move(
    *,
    public_id: str,
    move: Move,
    by: SignedIn,
    reason: DeclineReason | None = None,
    line: str = "",
    expected_version: int | None = None,
) -> None:
    """Makes one move of the table. Going back, leaving the pilot out, closing and opening again need a line or, for
    closing, a reason (``other`` needs the line too).

    ``NoMoveNow`` where the table has none from here, ``CaseMoved`` for an old form, ``Invalid`` without a reason.
    """
    with transaction.atomic():
        case, parts = taken_up(public_id, by)
        stage = Stage(case.stage)
        to = case_target(stage, move, parts, left=Stage(case.left) if case.left else None)
        if to is None:
            raise NoMoveNow(id=public_id, stage=stage, move=move)
        fresh(case.version, expected_version)
        said = _said(stage, move, reason, line)
        step(case, move, to, by=by, reason=reason, line=said)
        if to is Stage.ADOPTED and move in {Move.ADVANCE, Move.SKIP}:
            plan_outcomes(case)
        judged(case, stage, move, main_part(parts), reason, by)
        tell(case, _LETTERS.get(move, "moved"), everybody_told(case, but=by))


def case_plan(
    *,
    public_id: str,
    by: SignedIn,
    owner: str = "",
    due: date | None = None,
    next_step: str = "",
    expected_version: int | None = None,
) -> None:
    """Says who has the present stage in hand, until when, and what is done next."""
    said = one_line(next_step, field="next_step")
    with transaction.atomic():
        case, _parts = taken_up(public_id, by, expected_version)
        stay = present(case)
        before = _planned(stay)
        if stay.due != due:
            stay.reminded = None
        stay.owner, stay.due = owner_among(case, owner, by), due
        stay.next_step = as_it_was(case, by, stay.next_step, said)
        stay.save()
        case.version += 1
        about = ("case_stay", case.public_id)
        changed(case, before, action="case.plan", by=by, about=about, after=_planned(stay))


def _said(stage: Stage, move: Move, reason: DeclineReason | None, line: str) -> str:
    if move is Move.CLOSE and reason is None:
        raise Invalid({"reason": [_("Choose a reason: it helps them, and it shows why offers fail.")]})
    needed = needs_a_reason(stage, move) and (move is not Move.CLOSE or reason is DeclineReason.OTHER)
    return words(line, field="line", needed=_("Write a line, so that the others know why.") if needed else "")


def _planned(stay: CaseStay) -> dict[str, object]:
    return {
        "stage": str(stay.stage),
        "owner": stay.owner.public_id if stay.owner else "",
        "due": stay.due.isoformat() if stay.due else None,
    }
