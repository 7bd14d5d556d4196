"""Amina asks about Kofi's offer; Mei is a member of the provider with no part in it. ``later``: it was handed to the
chapter, since nobody answered. In talks, Mei is the offer's deputy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import PROVIDER, Cast
from tests.factories.enquiries import WORDS, sent
from tests.factories.listings import draft, published
from tests.permissions.table import Deed, Do

from banyan.domain.listings.services import attachment_add
from banyan.domain.listings.types import DeclineReason, Kind, Visibility
from banyan.domain.moderation.types import Reason
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.services import (
    draft_save,
    enquiries_read,
    enquiry_accept,
    enquiry_ask,
    enquiry_decline,
    enquiry_finish,
    enquiry_read,
    enquiry_reply,
    enquiry_send,
    enquiry_withdraw,
    file_read,
    listing_read,
    message_report,
    message_send,
    message_to_report,
    promise_set,
    thread_read,
)
from banyan.practice.brokerage.types import Draft, Nudge

_NO = DeclineReason.TOO_COSTLY


def _offer(cast: Cast, *, deputy: str = "") -> str:
    return published(cast.kofi, Kind.OFFER, organisation=PROVIDER, deputy=deputy or None).id


def _asked(cast: Cast) -> str:
    return sent(cast.amina, _offer(cast))


def _later(cast: Cast) -> str:
    one = _asked(cast)
    Enquiry.objects.filter(public_id=one).update(taken=Nudge.CHAPTER)
    return one


def _accepted(cast: Cast) -> str:
    one = sent(cast.amina, _offer(cast, deputy=cast.mei.email))
    enquiry_accept(public_id=one, by=cast.kofi)
    return one


def _replied(cast: Cast) -> Do:
    one = _asked(cast)
    enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    return partial(enquiry_reply, public_id=one, text="Here.")


def _file(cast: Cast) -> Do:
    asked, content = Visibility.AFTER_ENQUIRY, b"%PDF-1.7 x"
    file = attachment_add(public_id=_offer(cast), name="plan.pdf", content=content, visibility=asked, by=cast.kofi)
    return partial(file_read, file.id)


def _message(cast: Cast) -> str:
    return message_send(thread=_accepted(cast), text="When can we call?", by=cast.kofi)


def _to_report(cast: Cast) -> Do:
    message = _message(cast)
    return lambda by: message_to_report(message, for_user=by)


DEEDS: Mapping[str, Deed] = {
    "listing_read (Amina's draft)": lambda cast: partial(listing_read, draft(cast.amina).id),
    "listing_read (Kofi's offer)": lambda cast: partial(listing_read, _offer(cast)),
    "file_read (open after an enquiry)": _file,
    "draft_save": lambda cast: partial(draft_save, listing=_offer(cast), draft=Draft(WORDS)),
    "enquiry_send": lambda cast: partial(enquiry_send, listing=_offer(cast), draft=Draft(WORDS)),
    "enquiry_read": lambda cast: partial(enquiry_read, _asked(cast)),
    "enquiries_read (their own)": lambda cast: enquiries_read,
    "enquiry_ask": lambda cast: partial(enquiry_ask, public_id=_asked(cast), text="Where?"),
    "enquiry_ask (later)": lambda cast: partial(enquiry_ask, public_id=_later(cast), text="Where?"),
    "enquiry_reply": _replied,
    "enquiry_accept": lambda cast: partial(enquiry_accept, public_id=_asked(cast)),
    "enquiry_accept (later)": lambda cast: partial(enquiry_accept, public_id=_later(cast)),
    "enquiry_decline": lambda cast: partial(enquiry_decline, public_id=_asked(cast), reason=_NO),
    "enquiry_decline (later)": lambda cast: partial(enquiry_decline, public_id=_later(cast), reason=_NO),
    "enquiry_withdraw": lambda cast: partial(enquiry_withdraw, public_id=_asked(cast)),
    "enquiry_finish": lambda cast: partial(enquiry_finish, public_id=_accepted(cast)),
    "promise_set (for the provider)": lambda cast: partial(promise_set, days=3, organisation=PROVIDER),
    "promise_set (in their own name)": lambda cast: partial(promise_set, days=3),
    "message_send": lambda cast: partial(message_send, thread=_accepted(cast), text="Hello."),
    "thread_read": lambda cast: partial(thread_read, _accepted(cast)),
    "message_to_report": _to_report,
    "message_report (Kofi's)": lambda cast: partial(message_report, public_id=_message(cast), reason=Reason.SPAM),
}
