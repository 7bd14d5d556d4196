"""Steps taken at the same moment, each in a connection of its own: one of them wins, and the other is told."""

from __future__ import annotations

from functools import partial

import pytest
from tests.cast import Cast, gather
from tests.doors.web.safety.test_two_at_once_do_no_harm import at_once
from tests.factories.enquiries import WORDS, sent, state_of
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.clock import now
from banyan.base.errors import BanyanError
from banyan.base.outbox.services import deliver_pending
from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage.selectors import draft_of, enquiries, enquiry_seen_by, thread_get
from banyan.practice.brokerage.services import (
    draft_save,
    enquiries_due,
    enquiry_accept,
    enquiry_decline,
    enquiry_read,
    enquiry_send,
    enquiry_withdraw,
    message_send,
    thread_read,
)
from banyan.practice.brokerage.types import Draft, State

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return gather()


@pytest.fixture
def offer(people: Cast) -> str:
    return published(people.kofi, Kind.OFFER, deputy="mei@example.org").id


def told(wrong: list[BaseException]) -> None:
    """All that went wrong was said in words for people."""
    assert all(isinstance(error, BanyanError) for error in wrong), wrong


def test_two_tabs_send_one_enquiry(people: Cast, offer: str) -> None:
    send = partial(enquiry_send, listing=offer, draft=Draft(WORDS), by=people.amina)
    assert at_once(send, send, send) == []
    assert len(enquiries(people.amina).rows) == 1


def test_two_accept(people: Cast, offer: str) -> None:
    one = sent(people.amina, offer)
    wrong = at_once(
        partial(enquiry_accept, public_id=one, by=people.kofi), partial(enquiry_accept, public_id=one, by=people.mei)
    )
    told(wrong)
    assert [type(error).__name__ for error in wrong] == ["NotNow"]
    assert len(history(object_type="enquiry", object_id=one)) == 2


def test_yes_no_and_never_mind(people: Cast, offer: str) -> None:
    for _round in range(3):
        one = sent(people.amina, offer)
        wrong = at_once(
            partial(enquiry_accept, public_id=one, by=people.kofi),
            partial(enquiry_withdraw, public_id=one, by=people.amina),
            partial(enquiry_decline, public_id=one, reason=DeclineReason.TOO_COSTLY, by=people.mei),
        )
        told(wrong)
        assert [type(error).__name__ for error in wrong] == ["NotNow", "NotNow"]
        if state_of(one, people.amina) is State.ACCEPTED:
            break


def test_a_yes_while_the_listing_is_withdrawn(people: Cast) -> None:
    for _round in range(4):
        offer = published(people.kofi, Kind.OFFER, deputy="mei@example.org").id
        one = sent(people.amina, offer)
        wrong = at_once(
            partial(enquiry_accept, public_id=one, by=people.mei),
            partial(listing_withdraw, public_id=offer, by=people.kofi),
        )
        told(wrong)
        deliver_pending()
        accepted = state_of(one, people.amina) is State.ACCEPTED
        assert accepted == (wrong == [])
        assert accepted or state_of(one, people.amina) is State.CLOSED


def test_sending_while_the_listing_is_withdrawn(people: Cast) -> None:
    for _round in range(4):
        offer = published(people.kofi, Kind.OFFER).id
        wrong = at_once(
            partial(enquiry_send, listing=offer, draft=Draft(WORDS), by=people.amina),
            partial(listing_withdraw, public_id=offer, by=people.kofi),
        )
        told(wrong)
        deliver_pending()
        assert all(row.state is State.CLOSED for row in enquiries(people.amina).rows)


def test_a_message_sent_twice_at_once_is_one(people: Cast, offer: str) -> None:
    one = sent(people.amina, offer)
    enquiry_accept(public_id=one, by=people.kofi)
    send = partial(message_send, thread=one, text="Hello.", by=people.amina, token="t")
    assert at_once(send, send, send) == []
    assert len(thread_get(one, for_user=people.kofi).messages) == 1
    assert at_once(partial(thread_read, one, by=people.kofi), partial(thread_read, one, by=people.kofi)) == []


def test_what_is_sent_in_one_tab_is_no_draft_of_another(people: Cast, offer: str) -> None:
    begun = now()
    save = partial(draft_save, listing=offer, draft=Draft(WORDS), by=people.amina, begun=begun)
    send = partial(enquiry_send, listing=offer, draft=Draft(WORDS), by=people.amina)
    assert at_once(send, save, send, save) == []
    assert draft_of(people.amina, offer) is None


def test_two_pages_opened_at_once_leave_one_line(people: Cast, offer: str) -> None:
    one = sent(people.amina, offer)
    read = partial(enquiry_read, one, by=people.kofi)
    assert at_once(read, read, read) == []
    assert len(enquiry_seen_by(one, for_user=people.kofi)) == 1


def test_the_clock_read_twice_at_once(people: Cast, offer: str) -> None:
    sent(people.amina, offer)
    assert at_once(enquiries_due, enquiries_due) == []
