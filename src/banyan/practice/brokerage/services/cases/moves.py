"""The moves of a case. Each is made under a lock: of two at once one wins, and the other is told."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now, today
from banyan.base.errors import BanyanError, Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.errors import NoMoveNow
from banyan.practice.brokerage.models import Case, CaseStay
from banyan.practice.brokerage.people.case import everybody_told
from banyan.practice.brokerage.policy.case import main_part
from banyan.practice.brokerage.rules.case import case_target, day_for_stage, needs_a_reason, word_on_closing
from banyan.practice.brokerage.services.cases.ground import (
    changed,
    fresh,
    one_line,
    owner_among,
    present,
    snapshot,
    taken_up,
    tell,
    words,
)
from banyan.practice.brokerage.types import Move, Part, Stage
from banyan.practice.matchmaking.services import judgement_set
from banyan.practice.matchmaking.types import Verdict

_LETTERS = {Move.BACK: "back", Move.CLOSE: "closed", Move.REOPEN: "reopened"}
#: What reaching a stage says of the two listings.
_SAYS = {
    Stage.IN_TALKS: Verdict.MET,
    Stage.PILOT: Verdict.PILOTED,
    Stage.ADOPTED: Verdict.ADOPTED,
    Stage.IN_USE: Verdict.IN_USE,
}


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
        _judged(case, stage, move, main_part(parts), reason, by)
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
        stay.owner, stay.due, stay.next_step = owner_among(case, owner), due, said
        stay.save()
        case.version += 1
        about = ("case_stay", case.public_id)
        changed(case, before, action="case.plan", by=by, about=about, after=_planned(stay))


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


def _said(stage: Stage, move: Move, reason: DeclineReason | None, line: str) -> str:
    if move is Move.CLOSE and reason is None:
        raise Invalid({"reason": [_("Choose a reason: it helps them, and it shows why offers fail.")]})
    needed = needs_a_reason(stage, move) and (move is not Move.CLOSE or reason is DeclineReason.OTHER)
    return words(line, field="line", needed=_("Write a line, so that the others know why.") if needed else "")


def _judged(case: Case, stage: Stage, move: Move, part: Part, reason: DeclineReason | None, by: SignedIn) -> None:
    """The word on the two listings that the move says, for the ranking to learn from."""
    if case.need is None or case.offer is None:
        return
    verdict = _SAYS.get(Stage(case.stage)) if move in {Move.ADVANCE, Move.SKIP} else None
    if move is Move.CLOSE and part is not Part.BROKER:
        verdict = Verdict.DECLINED if word_on_closing(stage) else Verdict.GIVEN_UP
    if verdict is None:
        return
    own, other = (case.offer, case.need) if part is Part.PROVIDER else (case.need, case.offer)
    try:
        judgement_set(subject=own.public_id, listing=other.public_id, verdict=verdict, reason=reason, by=by)
    except BanyanError:  # a listing is not shown any more, or it is not theirs to judge: the move stands
        return


def _planned(stay: CaseStay) -> dict[str, object]:
    return {
        "stage": str(stay.stage),
        "owner": stay.owner.public_id if stay.owner else "",
        "due": stay.due.isoformat() if stay.due else None,
    }
