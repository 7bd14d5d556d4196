"""What became of it, as one reader may see it."""

from __future__ import annotations

from banyan.base.clock import today
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.errors import NoSuchCase
from banyan.practice.brokerage.models import CaseOutcome
from banyan.practice.brokerage.selectors.case_viewing import Reading
from banyan.practice.brokerage.selectors.cases import reading_of
from banyan.practice.brokerage.types import Part, Stage
from banyan.practice.brokerage.types.outcome import OutcomeView, UseAnswer


def case_outcomes(public_id: str, *, for_user: Asker) -> tuple[OutcomeView, ...]:
    """The questions of a case, by time; none before something is adopted."""
    reading = reading_of(public_id, for_user)
    return tuple(_view(reading, row) for row in CaseOutcome.objects.filter(case=reading.case).order_by("months"))


def outcome_get(outcome: str, *, for_user: Asker) -> OutcomeView:
    """One question; ``NoSuchCase`` for everybody who has no part in its case."""
    row = CaseOutcome.objects.select_related("case").filter(public_id=outcome).first()
    if row is None:
        raise NoSuchCase(id=outcome)
    return _view(reading_of(row.case.public_id, for_user), row)


def _view(reading: Reading, row: CaseOutcome) -> OutcomeView:
    in_time = row.answered is None and row.due <= today()
    standing = Stage(reading.case.stage) in {Stage.ADOPTED, Stage.IN_USE}
    return OutcomeView(
        id=row.public_id,
        case=reading.case.public_id,
        title=reading.case.title,
        months=row.months,
        due=row.due,
        asked=row.asked,
        passed=row.passed,
        answer=UseAnswer(row.answer) if row.answer else None,
        reason=DeclineReason(row.reason) if row.reason else None,
        line=reading.words(row.line),
        answered=row.answered,
        answerable=in_time and standing and Part.SEEKER in reading.parts,
    )
