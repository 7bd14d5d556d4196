from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import Criterion
from banyan.practice.brokerage.models import CaseCheck
from banyan.practice.brokerage.services.cases.ground import as_it_was, changed, fresh, taken_up, words
from banyan.practice.brokerage.types.package import Held


def case_check_set(
    *,
    public_id: str,
    criterion: str,
    held: Held,
    by: SignedIn,
    line: str = "",
    expected_version: int | None = None,
) -> None:
    """Says what a person found of one condition: it holds, it does not (with a line), or it is open again."""
    if criterion not in set(Criterion):
        raise Invalid({"criterion": [_("There is no such condition.")]})
    needed = _("Say in a line what does not hold.") if held is Held.FAILS else ""
    said = words(line, field="line", needed=needed)
    with transaction.atomic():
        case, _parts = taken_up(public_id, by)
        row = CaseCheck.objects.filter(case=case, criterion=criterion).first()
        fresh(row.version if row else 0, expected_version)
        before = {"held": row.held} if row else None
        row = row or CaseCheck(case=case, criterion=criterion, version=0)
        row.held, row.by, row.at = held.value, by, now()
        row.line = as_it_was(case, by, row.line, said)
        row.version += 1
        row.save()
        about = (f"case_check:{criterion}", case.public_id)
        changed(case, before, action="case.check", by=by, about=about, after={"held": held.value})
