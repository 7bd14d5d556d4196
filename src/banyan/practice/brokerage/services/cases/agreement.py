"""What was agreed: the terms one by one, and the facts of the agreement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now, today
from banyan.base.errors import Invalid
from banyan.base.money import is_currency
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import Cooperation
from banyan.practice.brokerage.models import CaseAgreement, CaseTerm
from banyan.practice.brokerage.services.cases.ground import as_it_was, changed, fresh, taken_up, words
from banyan.practice.brokerage.types.agreement import Term, TermState

#: What the columns hold.
MOST_VALUE = Decimal(10) ** 13


def case_term_set(
    *,
    public_id: str,
    term: Term,
    state: TermState,
    by: SignedIn,
    line: str = "",
    expected_version: int | None = None,
) -> None:
    """Says how one term of the term sheet stands; what is agreed is said in a line."""
    needed = _("Say in a line what was agreed.") if state is TermState.AGREED else ""
    said = words(line, field="line", needed=needed)
    with transaction.atomic():
        case, _parts = taken_up(public_id, by)
        row = CaseTerm.objects.filter(case=case, term=term.value).first()
        fresh(row.version if row else 0, expected_version)
        before = {"state": row.state} if row else None
        row = row or CaseTerm(case=case, term=term.value, version=0)
        row.state, row.by, row.at = state.value, by, now()
        row.line = as_it_was(case, by, row.line, said)
        row.version += 1
        row.save()
        about = (f"case_term:{term}", case.public_id)
        changed(case, before, action="case.term", by=by, about=about, after={"state": state.value})


def case_agreement_set(
    *,
    public_id: str,
    by: SignedIn,
    signed: date | None = None,
    kind: Cooperation | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    currency: str = "",
    expected_version: int | None = None,
) -> None:
    """Keeps the facts of the agreement. The trail tells that they changed, not what they are."""
    code = tidy(currency).strip().upper()
    _checked(signed, low, high, code)
    with transaction.atomic():
        case, _parts = taken_up(public_id, by)
        row = CaseAgreement.objects.filter(case=case).first()
        fresh(row.version if row else 0, expected_version)
        before = {"version": row.version} if row else None
        row = row or CaseAgreement(case=case, version=0)
        row.signed, row.kind = signed, kind.value if kind else ""
        row.low, row.high = low, high
        row.currency = code if low is not None or high is not None else ""
        row.version += 1
        row.save()
        about = ("case_agreement", case.public_id)
        changed(case, before, action="case.agreement", by=by, about=about, after={"version": row.version})


def _checked(signed: date | None, low: Decimal | None, high: Decimal | None, currency: str) -> None:
    wrong: dict[str, list[str]] = {}
    if signed is not None and signed > today():
        wrong["signed"] = [_("An agreement is kept here once it is signed: this day has not come yet.")]
    for name, value in (("low", low), ("high", high)):
        if value is not None and not (value.is_finite() and 0 <= value < MOST_VALUE):
            wrong[name] = [_("Give an amount without a sign.")]
    if not wrong and low is not None and high is not None and low > high:
        wrong["high"] = [_("The higher amount comes second.")]
    if (low is not None or high is not None) and not is_currency(currency):
        wrong["currency"] = [_("Give the currency in three letters, such as KES.")]
    if wrong:
        raise Invalid(wrong)
