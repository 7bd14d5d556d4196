from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.errors import Invalid, NotAllowed
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.organisations.policy import may_edit
from banyan.domain.organisations.selectors import organisation_by_slug
from banyan.practice.brokerage.models import ReplyPromise
from banyan.practice.brokerage.rules import LEAST_DAYS, MOST_DAYS


def promise_set(*, days: int | None, by: SignedIn, organisation: str = "") -> None:
    """Says within how many days the person, or an organisation they administer, answers; ``None`` takes it back.

    It holds for enquiries that are sent from then on.
    """
    if days is not None and not LEAST_DAYS <= days <= MOST_DAYS:
        raise Invalid({"days": [_("Give a number of days from %(least)d to %(most)d.") % _SPAN]})
    of = organisation_by_slug(tidy(organisation)) if organisation else None
    if of is not None and not may_edit(by, of):
        raise NotAllowed(_("Only the administrators of this organisation can promise for it."))
    with transaction.atomic():
        row = ReplyPromise.objects.select_for_update().filter(
            **({"organisation": of} if of is not None else {"person": by})
        )
        earlier = row.first()
        if days is None:
            row.delete()
        elif of is not None:
            ReplyPromise.objects.update_or_create(organisation=of, defaults={"days": days})
        else:
            ReplyPromise.objects.update_or_create(person=by, defaults={"days": days})
        of_type, of_id = ("organisation", of.public_id) if of is not None else ("user", by.public_id)
        record(
            action="promise.set",
            object_type=of_type,
            object_id=of_id,
            actor=by.public_id,
            before={"days": earlier.days if earlier else None},
            after={"days": days},
        )
        publish(topic="promise.changed", key=of_id)


_SPAN = {"least": LEAST_DAYS, "most": MOST_DAYS}
