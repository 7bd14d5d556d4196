"""Reminder, deputy, chapter, end: each once, by the clock; letters go to the people whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from tests.cast import CHAPTER, PROVIDER, Cast
from tests.factories.enquiries import sent, state_of
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.clock import now, standing_at
from banyan.base.errors import Invalid, NotAllowed
from banyan.base.outbox.services import deliver_pending
from banyan.domain.listings.services import listing_withdraw
from banyan.domain.listings.types import DeclineReason, Kind
from banyan.practice.brokerage.errors import NotNow
from banyan.practice.brokerage.selectors import enquiry_get, promises_of, reply_rate, waiting_count
from banyan.practice.brokerage.services import (
    enquiries_due,
    enquiry_accept,
    enquiry_ask,
    enquiry_decline,
    promise_set,
)
from banyan.practice.brokerage.types import State

DoJobs = Callable[[], list[str]]


def letters() -> list[tuple[str, str]]:
    """To whom and what, since the last look."""
    found = [(str(one.to[0].split("@")[0]), str(one.subject).split(":")[0].split(" ")[0]) for one in mail.outbox]
    mail.outbox.clear()
    return found


def test_a_silent_enquiry_reaches_the_deputy_then_the_chapter_then_its_end(cast: Cast, do_jobs: DoJobs) -> None:
    offer = published(cast.kofi, Kind.OFFER, organisation=PROVIDER, deputy="mei@example.org", chapter=CHAPTER).id
    # At nine in the morning: promises end with a day, so the hour this is run at would move every step by up to one.
    start, seen = (now() + timedelta(days=1)).replace(hour=9, minute=0), []
    with standing_at(start):
        one = sent(cast.amina, offer)
        do_jobs()
    mail.outbox.clear()
    for hours in range(0, 24 * 40, 6):
        with standing_at(start + timedelta(hours=hours, minutes=5)):
            enquiries_due()
            enquiries_due()
            do_jobs()
            seen += [(hours // 24, *one) for one in letters()]
    assert seen == [
        (5, "kofi", "Your"),
        (7, "mei", "Please"),
        (10, "rosa", "For"),
        (10, "sami", "For"),
        (37, "amina", "The"),
        (37, "kofi", "The"),
    ]
    assert state_of(one, cast.amina) is State.CLOSED
    actions = [row.action for row in reversed(history(object_type="enquiry", object_id=one))]
    assert actions == [
        "enquiry.send", "enquiry.reminder", "enquiry.deputy", "enquiry.chapter", "enquiry.lapse",
    ]  # fmt: skip


def test_after_a_question_the_asker_is_reminded_and_nobody_else(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    one = sent(cast.amina, offer)
    enquiry_ask(public_id=one, text="How much power is there?", by=cast.kofi)
    do_jobs()
    mail.outbox.clear()
    with standing_at(now() + timedelta(days=6)):
        enquiries_due()
        do_jobs()
        assert letters() == [("amina", "Your")]
    with standing_at(now() + timedelta(days=12)):
        assert enquiries_due() == 0
    with standing_at(now() + timedelta(days=40)):
        enquiries_due()
        do_jobs()
    assert state_of(one, cast.amina) is State.CLOSED


def test_the_chapter_asks_and_declines_once_it_was_handed_over_but_never_accepts(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    with pytest.raises(NotNow):
        enquiry_decline(public_id=one, reason=DeclineReason.NO_ANSWER, by=cast.rosa)
    with standing_at(now() + timedelta(days=11)):
        for _run in range(3):
            enquiries_due()
        assert waiting_count(cast.rosa) == 1
        with pytest.raises(NotNow):
            enquiry_accept(public_id=one, by=cast.rosa)
        enquiry_decline(public_id=one, reason=DeclineReason.NO_ANSWER, by=cast.rosa)
    assert state_of(one, cast.amina) is State.DECLINED


def test_a_listing_whose_people_are_not_here_is_answered_by_its_chapter(cast: Cast, do_jobs: DoJobs) -> None:
    offer = published(cast.mei, Kind.OFFER, chapter=CHAPTER).id
    cast.mei.is_active = False
    cast.mei.save()
    one = sent(cast.amina, offer)
    do_jobs()
    assert {"rosa", "sami"} <= {to for to, _what in letters()}
    enquiry_accept(public_id=one, by=cast.rosa)
    assert enquiry_get(one, for_user=cast.amina).answerer.name == "Rosa"


def test_a_withdrawn_listing_ends_its_enquiries_and_tells_the_asker(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    one = sent(cast.amina, offer)
    do_jobs()
    mail.outbox.clear()
    listing_withdraw(public_id=offer, by=cast.kofi)
    with pytest.raises(NotNow):
        enquiry_accept(public_id=one, by=cast.kofi)
    deliver_pending()
    do_jobs()
    view = enquiry_get(one, for_user=cast.amina)
    assert (view.state, view.listing) == (State.CLOSED, None)
    assert view.words.what == "Dry mango in the rainy season."
    assert letters() == [("amina", "A")]


def test_a_promise_is_given_by_people_and_by_administrators_for_their_organisation(cast: Cast, offer: str) -> None:
    assert enquiry_get(sent(cast.uma, offer), for_user=cast.uma).promise_days == 7
    promise_set(days=3, by=cast.kofi)
    assert enquiry_get(sent(cast.amina, offer), for_user=cast.amina).promise_days == 3
    promise_set(days=2, by=cast.kofi, organisation=PROVIDER)
    assert enquiry_get(sent(cast.mei, offer), for_user=cast.mei).promise_days == 2
    assert [(one.days, one.organisation) for one in promises_of(cast.kofi)] == [(3, ""), (2, PROVIDER)]
    with pytest.raises(NotAllowed):
        promise_set(days=1, by=cast.mei, organisation=PROVIDER)
    with pytest.raises(Invalid):
        promise_set(days=0, by=cast.kofi)
    promise_set(days=None, by=cast.kofi)
    assert promises_of(cast.kofi)[0].given is False


def test_how_an_organisation_answers_is_told_when_there_are_enough_answers(cast: Cast, offer: str) -> None:
    people = (cast.amina, cast.mei, cast.uma, cast.rosa, cast.sami)
    ids = [sent(person, offer) for person in people]
    for one in ids[:3]:
        enquiry_decline(public_id=one, reason=DeclineReason.TOO_COSTLY, by=cast.kofi)
    assert reply_rate(PROVIDER).percent is None
    with standing_at(now() + timedelta(days=8)):
        assert reply_rate(PROVIDER).percent == 60
        enquiry_decline(public_id=ids[3], reason=DeclineReason.TOO_COSTLY, by=cast.kofi)
        assert reply_rate(PROVIDER).percent == 60
