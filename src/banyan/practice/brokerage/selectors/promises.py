from __future__ import annotations

from datetime import timedelta

from banyan.base.clock import now
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.organisations.selectors import organisation_by_slug, organisations_of
from banyan.domain.organisations.types import MemberRole
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.models import Enquiry, ReplyPromise
from banyan.practice.brokerage.people import promise_of
from banyan.practice.brokerage.types import Promise, ReplyRate, State, Verb

#: Answers older than this say little of how somebody answers now.
_LOOKED_AT = timedelta(days=365)


def promises_of(person: SignedIn) -> tuple[Promise, ...]:
    """What the person promises in their own name, then for each organisation they administer."""
    mine = ReplyPromise.objects.filter(person=person).first()
    found = [promise_of(mine)]
    for organisation in organisations_of(person, MemberRole.ADMIN):
        row = ReplyPromise.objects.filter(organisation=organisation).first()
        found.append(promise_of(row, organisation.slug, organisation.name))
    return tuple(found)


def reply_rate(slug: str) -> ReplyRate:
    """How an organisation answers what is asked about the listings that say openly that they are its own."""
    organisation = organisation_by_slug(slug)
    row = ReplyPromise.objects.filter(organisation=organisation).first()
    recent = Enquiry.objects.filter(
        listing__organisation=organisation,
        listing__anonymous=False,
        listing__visibility__organisation__isnull=True,
        sent__gte=now() - _LOOKED_AT,
    )
    waited = recent.exclude(state=State.WITHDRAWN, first_answered=None).exclude(how=Verb.CLOSE, first_answered=None)
    outcomes = [
        rules.in_time(answered, due, now()) for answered, due in waited.values_list("first_answered", "first_due")
    ]
    promise = promise_of(row)
    return ReplyRate(promise.days, promise.given, rules.share(outcomes))
