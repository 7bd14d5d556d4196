"""What time does to enquiries: reminding, the deputy, the chapter, the end. Two runs at once do no harm."""

from __future__ import annotations

from datetime import timedelta

from banyan.base.clock import now
from banyan.base.sweeps import one_by_one
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import answerers, askers, awaited, deputies, desk
from banyan.practice.brokerage.services.ground import keep, locked, looks_at, snapshot, step, tell
from banyan.practice.brokerage.services.listings import end_if_one_sided, live, one_sided
from banyan.practice.brokerage.types import Nudge, Side, State, Verb

_SYSTEM = frozenset({Side.SYSTEM})
#: A row over which the clock stumbled stands back for so long, so that it holds nobody else up.
_STANDS_BACK = timedelta(hours=1)


def enquiries_due(*, most: int = 5000) -> int:
    """Does the one thing that is due for each enquiry; returns for how many something was done."""
    alone = one_sided().order_by("pk").values_list("public_id", flat=True)[:most]
    due = live().filter(next_at__lte=now()).order_by("next_at", "pk").values_list("public_id", flat=True)[:most]
    return one_by_one(
        dict.fromkeys((*alone, *due)), _look_at, otherwise=_stand_back, name="brokerage.enquiry_due_failed"
    )


def _stand_back(public_id: str) -> None:
    live().filter(public_id=public_id).update(next_at=now() + _STANDS_BACK)


def _look_at(public_id: str) -> bool:
    enquiry = locked(public_id)
    if end_if_one_sided(enquiry):
        return True
    state = State(enquiry.state)
    nudge = _next(enquiry, state)
    if nudge is None:
        Enquiry.objects.filter(pk=enquiry.pk).update(next_at=looks_at(enquiry))
        return False
    if nudge is Nudge.END:
        step(enquiry, Verb.LAPSE, _SYSTEM, by=None)
        tell(enquiry, "lapsed", (*askers(enquiry), *answerers(enquiry)))
        return True
    name = "reminder" if nudge in rules.REMINDERS else nudge.name.lower()
    before = snapshot(enquiry)
    enquiry.taken, enquiry.acted = nudge, now()
    keep(enquiry, before, action=f"enquiry.{name}", by=None)
    if nudge in rules.REMINDERS:
        tell(enquiry, "remind", askers(enquiry) if state is State.ASKED else awaited(enquiry))
    else:
        tell(enquiry, name, deputies(enquiry) if nudge is Nudge.DEPUTY else desk(enquiry))
    return True


def _next(enquiry: Enquiry, state: State) -> Nudge | None:
    """What is due now; the deputy is passed over where nobody is left to step in. A step sets ``changed``."""
    if enquiry.due is None:
        return None
    due, days, taken = enquiry.due, rules.turn_days(enquiry.changed, enquiry.due), Nudge(enquiry.taken)
    nudge = rules.next_nudge(state, due, days, taken=taken, acted=enquiry.acted, now=now())
    if nudge is Nudge.DEPUTY and not deputies(enquiry):
        return rules.next_nudge(state, due, days, taken=nudge, now=now())
    return nudge
