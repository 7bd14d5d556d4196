"""What time does to enquiries: reminding, the deputy, the chapter, the end. Two runs at once do no harm."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction

from banyan.base.clock import now
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import answerers, askers, awaited, deputies, desk
from banyan.practice.brokerage.services.ground import keep, locked, snapshot, step, tell
from banyan.practice.brokerage.types import Nudge, Side, State, Verb

_log = structlog.get_logger(__name__)
_SYSTEM = frozenset({Side.SYSTEM})
#: How long before a promise passes the first reminder may go out: the longest that the plan knows.
_EARLIEST = rules.longest_notice()


def enquiries_due(*, most: int = 5000) -> int:
    """Does the one thing that is due for each enquiry; returns for how many something was done."""
    soon = Enquiry.objects.filter(state__in=[one.value for one in rules.LIVE], due__lte=now() + _EARLIEST)
    done = 0
    for public_id in list(soon.order_by("due", "pk").values_list("public_id", flat=True)[:most]):
        try:
            with transaction.atomic():
                done += _look_at(public_id)
        except Exception:  # one broken row must not keep the others waiting; it is tried again next time
            _log.exception("brokerage.due_failed", enquiry=public_id)
    return done


def _look_at(public_id: str) -> bool:
    enquiry = locked(public_id)
    state = State(enquiry.state)
    if enquiry.due is None:
        return False
    nudge = _next(enquiry, state, enquiry.due)
    if nudge is None:
        return False
    if nudge is Nudge.END:
        step(enquiry, Verb.LAPSE, _SYSTEM, by=None)
        tell(enquiry, "lapsed", (*askers(enquiry), *answerers(enquiry)))
        return True
    name = "reminder" if nudge in rules.REMINDERS else nudge.name.lower()
    before = snapshot(enquiry)
    enquiry.taken = nudge
    keep(enquiry, before, action=f"enquiry.{name}", by=None)
    if nudge in rules.REMINDERS:
        tell(enquiry, "remind", askers(enquiry) if state is State.ASKED else awaited(enquiry))
    else:
        tell(enquiry, name, deputies(enquiry) if nudge is Nudge.DEPUTY else desk(enquiry))
    return True


def _next(enquiry: Enquiry, state: State, due: datetime) -> Nudge | None:
    """What is due now; the deputy is passed over where nobody is left to step in. A step sets ``changed``."""
    days, taken, moment = rules.turn_days(enquiry.changed, due), Nudge(enquiry.taken), now()
    nudge = rules.next_nudge(state, due, days, taken=taken, now=moment)
    if nudge is Nudge.DEPUTY and not deputies(enquiry):
        return rules.next_nudge(state, due, days, taken=nudge, now=moment)
    return nudge
