from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.errors import NoSuchCase
from banyan.practice.brokerage.models import Case, CasePilot
from banyan.practice.brokerage.services.cases.ground import as_it_was, changed, fresh, one_line, taken_up, words
from banyan.practice.brokerage.types.agreement import PilotDraft, PilotVerdict

#: More than this is no pilot any more.
MOST_PILOTS = 20
_MOST_VALUE = Decimal(10) ** 13


def case_pilot_add(*, public_id: str, said: PilotDraft, by: SignedIn) -> str:
    """Keeps what a pilot showed; returns its id."""
    verdict = _verdict(said)
    with transaction.atomic():
        case, _parts = taken_up(public_id, by)
        if case.pilots.count() >= MOST_PILOTS:
            raise Invalid({"place": [_("A case has room for %(most)d pilots.") % {"most": MOST_PILOTS}]})
        row = CasePilot(case=case, version=0)
        _keep(case, row, said, verdict, None, "case.pilot_add", by)
    return row.public_id


def case_pilot_save(*, pilot: str, said: PilotDraft, by: SignedIn, expected_version: int | None = None) -> None:
    """Says anew what a pilot showed."""
    verdict = _verdict(said)
    with transaction.atomic():
        found = CasePilot.objects.select_related("case").filter(public_id=pilot).first()
        if found is None:
            raise NoSuchCase(id=pilot)
        case, _parts = taken_up(found.case.public_id, by)
        row = CasePilot.objects.get(pk=found.pk)
        fresh(row.version, expected_version)
        _keep(case, row, said, verdict, {"verdict": row.verdict, "version": row.version}, "case.pilot_save", by)


def _verdict(said: PilotDraft) -> PilotVerdict:
    if said.verdict is None:
        raise Invalid({"verdict": [_("Say whether it worked.")]})
    if said.begun is not None and said.ended is not None and said.begun > said.ended:
        raise Invalid({"ended": [_("It ends after it begins.")]})
    if said.value is not None and not (said.value.is_finite() and abs(said.value) < _MOST_VALUE):
        raise Invalid({"value": [_("Give a number.")]})
    return said.verdict


def _keep(
    case: Case,
    row: CasePilot,
    said: PilotDraft,
    verdict: PilotVerdict,
    before: dict[str, object] | None,
    action: str,
    by: SignedIn,
) -> None:
    fields = {
        "place": one_line(said.place, field="place", needed=_("Say where it was tried.")),
        "quantity": one_line(said.quantity, field="quantity", needed=_("Say what was measured.")),
        "unit": one_line(said.unit, field="unit")[:60],
        "compared_with": one_line(said.compared_with, field="compared_with"),
        "line": words(said.line, field="line"),
    }
    for name, text in fields.items():
        setattr(row, name, as_it_was(case, by, getattr(row, name), text))
    row.begun, row.ended, row.value, row.verdict = said.begun, said.ended, said.value, verdict.value
    row.by, row.at = by, now()
    row.version += 1
    row.save()
    after = {"verdict": verdict.value, "version": row.version}
    changed(case, before, action=action, by=by, about=("case_pilot", row.public_id), after=after)
