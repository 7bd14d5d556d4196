from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import visible_to
from banyan.domain.listings.types import State
from banyan.practice.brokerage.models import Case, CaseSlot
from banyan.practice.brokerage.rules.package import slots_of
from banyan.practice.brokerage.services.cases.ground import changed, fresh, taken_up, words
from banyan.practice.brokerage.types.package import Slot, SlotState

_WITH_A_LINE = frozenset({SlotState.OUTSIDE, SlotState.NOT_NEEDED})


def case_slot_set(
    *,
    public_id: str,
    slot: Slot,
    state: SlotState,
    by: SignedIn,
    listing: str = "",
    line: str = "",
    expected_version: int | None = None,
) -> None:
    """Fills a slot of the package with a listing that is shown now and of the right kind, settles it without one (with
    a line: what was found elsewhere, or why it is not needed), or empties it again."""
    said = words(line, field="line", needed=_("Say it in a line.") if state in _WITH_A_LINE else "")
    with transaction.atomic():
        case, _parts = taken_up(public_id, by)
        row = CaseSlot.objects.filter(case=case, slot=slot.value).first()
        fresh(row.version if row else 0, expected_version)
        chosen = visible_to(by).filter(public_id=tidy(listing), state=State.PUBLISHED).first()
        if state is SlotState.FILLED and chosen is None:
            raise Invalid({"listing": [_("This listing is not shown any more. Choose another one.")]})
        if chosen is not None and slot not in slots_of(chosen.kind, chosen.details.get("services", ())):
            raise Invalid({"listing": [_("A listing of this kind does not belong here.")]})
        before = _state(row) if row else None
        row = row or CaseSlot(case=case, slot=slot.value, version=0)
        row.state, row.line, row.by, row.at = state.value, said, by, now()
        row.listing = chosen if state is SlotState.FILLED else None
        row.title = row.listing.title if row.listing else ""
        row.version += 1
        row.save()
        about = (f"case_slot:{slot}", case.public_id)
        changed(case, before, action="case.slot", by=by, about=about, after=_state(row))


def begin_package(case: Case, by: SignedIn) -> None:
    """What the case is about stands in its slot from the start."""
    if case.offer is None:
        return
    services = case.offer.details.get("services", ())
    for slot in sorted(slots_of(case.offer.kind, services))[:1]:
        CaseSlot.objects.create(
            case=case, slot=slot.value, state=SlotState.FILLED, listing=case.offer, title=case.offer.title, by=by
        )


def _state(row: CaseSlot) -> dict[str, object]:
    return {"state": str(row.state), "listing": row.listing.public_id if row.listing else ""}
