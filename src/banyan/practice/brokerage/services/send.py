from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import Invalid, NotAllowed
from banyan.base.limits.services import Limit, use
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.errors import Withdrawn
from banyan.domain.listings.selectors import owner_side, visible_to
from banyan.domain.listings.types import Kind
from banyan.domain.listings.types import State as ListingState
from banyan.domain.organisations.selectors import organisations_of
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.errors import AskedTooOften
from banyan.practice.brokerage.models import Enquiry, EnquiryDraft
from banyan.practice.brokerage.people import answerers, keeps_its_name, nobody_here, over, promised
from banyan.practice.brokerage.selectors import standing_enquiry
from banyan.practice.brokerage.services.ground import keep, shorten, tell
from banyan.practice.brokerage.types import Draft, Nudge, Sent, Side, State, Words

_SENT = Limit("enquiries-sent", times=40, seconds=86400)


def enquiry_send(*, listing: str, draft: Draft, by: SignedIn) -> Sent:
    """Sends the three answers to those who answer for the listing; sent before and still standing, it is that one.

    ``Invalid`` for a missing answer, ``Withdrawn`` when the listing is not shown any more, ``NotAllowed`` for one's
    own, ``AskedTooOften`` after it was sent and taken back again and again.
    """
    words = _checked(draft.words)
    draft = replace(draft, own=tidy(draft.own), organisation=tidy(draft.organisation))
    try:
        with transaction.atomic():
            return _send(listing, words, draft, by)
    except IntegrityError:  # two tabs in the same moment: the other one made it
        earlier = standing_enquiry(by, listing)
        if not earlier:
            raise
        return Sent(earlier, made=False)


def _send(listing: str, words: Words, draft: Draft, by: SignedIn) -> Sent:
    if earlier := standing_enquiry(by, listing):
        return Sent(earlier, made=False)
    row = visible_to(by).select_for_update(of=("self",)).filter(public_id=listing).first()
    if row is None or row.state != ListingState.PUBLISHED:
        raise Withdrawn(_("This listing is not shown any more, so nothing was sent. Your words are kept."), id=listing)
    if owner_side(listing, asker=by):
        raise NotAllowed(_("This is your own listing: you would be asking yourself."))
    if row.follows_source and not row.is_sample and row.url:  # nobody here can answer for it
        raise NotAllowed(_("This listing comes from another place. Ask there: its page leads to it."))
    if until := rules.ask_again_from(_taken_back(row.pk, by), now()):
        raise AskedTooOften.until(until, by)
    use(_SENT, who=by.public_id)
    own = visible_to(by).filter(public_id=draft.own, state=ListingState.PUBLISHED).first() if draft.own else None
    if draft.own and (
        own is None or not owner_side(own.public_id, asker=by) or (own.kind == Kind.NEED) is (row.kind == Kind.NEED)
    ):  # sent without it, somebody who stays unnamed would be named
        gone = _("The listing you ask for is not shown any more. Choose again; for none of them, they read your name.")
        raise Invalid({"own": [gone]})
    moment = now()
    enquiry = Enquiry(
        listing=row,
        own=own,
        asker=by,
        organisation=organisations_of(by).filter(slug=draft.organisation).first() if draft.organisation else None,
        unnamed=own is not None and keeps_its_name(anonymous=own.anonymous, visibility=own.visibility),
        sent=moment,
        changed=moment,
        promise_days=0,
        first_due=moment,
        **asdict(words),
    )
    enquiry.promise_days = promised(enquiry).days
    enquiry.taken = rules.taken_over(Nudge.NONE, nobody_here=nobody_here(enquiry))
    enquiry.due = enquiry.first_due = over(enquiry, moment + timedelta(days=enquiry.promise_days), Side.ANSWERER)
    keep(enquiry, None, action="enquiry.send", by=by)
    EnquiryDraft.objects.filter(listing=row, person=by).delete()
    tell(enquiry, "sent", answerers(enquiry))
    return Sent(enquiry.public_id, made=True)


def _taken_back(listing: int, by: SignedIn) -> list[datetime]:
    """When the person took an enquiry about this listing back, whatever was said in between."""
    rows = Enquiry.objects.filter(listing_id=listing, asker=by, state=State.WITHDRAWN, first_answered=None)
    return list(rows.order_by("-changed").values_list("changed", flat=True)[: rules.TIMES])


def _checked(words: Words) -> Words:
    said = {name: tidy(text) for name, text in asdict(words).items()}
    wrong: dict[str, list[str]] = {}
    for name, text in said.items():
        if not text:
            wrong[name] = [_("A sentence is enough, but they need one.")]
        elif too_long := shorten(text):
            wrong[name] = [too_long]
    if wrong:
        raise Invalid(wrong)
    return Words(**said)
