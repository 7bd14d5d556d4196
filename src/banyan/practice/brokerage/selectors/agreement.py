from __future__ import annotations

from decimal import Decimal

from banyan.base.money import Money
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.types import Cooperation
from banyan.practice.brokerage.models import CaseAgreement, CasePilot, CaseTerm
from banyan.practice.brokerage.selectors.case_viewing import Reading
from banyan.practice.brokerage.selectors.cases import reading_of
from banyan.practice.brokerage.types.agreement import (
    AgreementPage,
    AgreementView,
    PilotDraft,
    PilotVerdict,
    PilotView,
    Term,
    TermState,
    TermView,
)


def case_agreement(public_id: str, *, for_user: Asker) -> AgreementPage:
    """What was agreed and what pilots showed, for the people of the case; ``NoSuchCase`` for everybody else."""
    reading = reading_of(public_id, for_user)
    rows = {row.term: row for row in CaseTerm.objects.filter(case=reading.case)}
    terms = tuple(_term(reading, term, rows.get(term.value)) for term in Term)
    return AgreementPage(
        terms=terms,
        settled=sum(one.state is not TermState.OPEN for one in terms),
        agreement=_agreement(CaseAgreement.objects.filter(case=reading.case).first()),
        pilots=tuple(_pilot(reading, row) for row in CasePilot.objects.filter(case=reading.case).order_by("at", "pk")),
    )


def _term(reading: Reading, term: Term, row: CaseTerm | None) -> TermView:
    if row is None:
        return TermView(term, TermState.OPEN, "", 0)
    return TermView(term, TermState(row.state), reading.words(row.line), row.version)


def _agreement(row: CaseAgreement | None) -> AgreementView:
    if row is None:
        return AgreementView()
    kind = Cooperation(row.kind) if row.kind else None
    return AgreementView(row.signed, kind, _money(row.low, row), _money(row.high, row), row.version)


def _money(amount: Decimal | None, row: CaseAgreement) -> Money | None:
    return Money(amount, row.currency) if amount is not None else None


def _pilot(reading: Reading, row: CasePilot) -> PilotView:
    said = PilotDraft(
        place=reading.words(row.place),
        begun=row.begun,
        ended=row.ended,
        quantity=reading.words(row.quantity),
        value=_figure(row.value) if row.value is not None else None,
        unit=reading.words(row.unit),
        compared_with=reading.words(row.compared_with),
        verdict=PilotVerdict(row.verdict),
        line=reading.words(row.line),
    )
    return PilotView(row.public_id, said, row.version)


def _figure(value: Decimal) -> Decimal:
    """Without zeros at the end, and never as a power of ten, which the form would not take back."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
