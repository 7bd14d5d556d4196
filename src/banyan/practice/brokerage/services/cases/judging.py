"""What the moves of a case say of its two listings, for the ranking to learn from."""

from __future__ import annotations

from banyan.base.errors import BanyanError
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.models import Case
from banyan.practice.brokerage.rules.case import word_on_closing
from banyan.practice.brokerage.types import Move, Part, Stage
from banyan.practice.matchmaking.services import judgement_set
from banyan.practice.matchmaking.types import Verdict

#: What reaching a stage says of the two listings.
_SAYS = {
    Stage.IN_TALKS: Verdict.MET,
    Stage.PILOT: Verdict.PILOTED,
    Stage.ADOPTED: Verdict.ADOPTED,
    Stage.IN_USE: Verdict.IN_USE,
}


def judged(case: Case, stage: Stage, move: Move, part: Part, reason: DeclineReason | None, by: SignedIn) -> None:
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
