"""Who hears of an enquiry: never its asker, nobody twice, and each turn has its reminder, in its second half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from tests.cast import CHAPTER, Cast
from tests.factories.enquiries import sent, state_of
from tests.factories.listings import published

from banyan.base.clock import now, standing_at
from banyan.base.outbox.services import Event
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.models import Listing
from banyan.domain.listings.types import Kind
from banyan.domain.listings.types import State as ListingState
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import answerers, deputies, desk
from banyan.practice.brokerage.services import (
    enquiries_due,
    enquiry_accept,
    enquiry_ask,
    enquiry_reply,
    promise_set,
)
from banyan.practice.brokerage.services.listings import listing_gone
from banyan.practice.brokerage.types import Nudge, State

DoJobs = Callable[[], list[str]]


def told(do_jobs: DoJobs, days: float = 0) -> set[str]:
    """Who is written to when the clock is read so many days from now."""
    do_jobs()
    mail.outbox.clear()
    with standing_at(now() + timedelta(days=days)):
        enquiries_due()
        do_jobs()
    return {str(one.to[0]).split("@")[0] for one in mail.outbox}


def left_alone(person: SignedIn) -> None:
    """Their account goes out of use."""
    person.is_active = False
    person.save()


def test_a_listing_with_only_a_deputy_is_answered_by_the_deputy(cast: Cast, do_jobs: DoJobs) -> None:
    offer = published(cast.kofi, Kind.OFFER, deputy="mei@example.org", chapter=CHAPTER).id
    left_alone(cast.kofi)
    one = sent(cast.amina, offer)
    row = Enquiry.objects.get(public_id=one)
    assert answerers(row) == (cast.mei,)
    assert deputies(row) == ()
    assert told(do_jobs, 8) == set()
    assert Enquiry.objects.get(public_id=one).taken == Nudge.NONE
    assert told(do_jobs, 11) == {"rosa", "sami"}
    enquiry_accept(public_id=one, by=cast.mei)
    assert state_of(one, cast.amina) is State.ACCEPTED


def test_who_asks_is_not_written_to_as_the_one_who_answers(cast: Cast) -> None:
    offer = published(cast.mei, Kind.OFFER, chapter=CHAPTER).id
    left_alone(cast.mei)
    row = Enquiry.objects.get(public_id=sent(cast.sami, offer))
    assert answerers(row) == desk(row) == (cast.rosa,)
    left_alone(cast.rosa)
    assert answerers(row) == desk(row) == (cast.noor,)
    assert deputies(row) == ()


def test_a_deputy_who_was_asked_first_is_not_asked_to_step_in(cast: Cast, do_jobs: DoJobs) -> None:
    offer = published(cast.kofi, Kind.OFFER, deputy="kofi@example.org", chapter=CHAPTER).id
    row = Enquiry.objects.get(public_id=sent(cast.amina, offer))
    assert (answerers(row), deputies(row)) == ((cast.kofi,), ())
    assert told(do_jobs, 8) == set()


def test_a_listing_of_the_chapter_alone_has_its_reminder(cast: Cast, do_jobs: DoJobs) -> None:
    offer = published(cast.mei, Kind.OFFER, chapter=CHAPTER).id
    left_alone(cast.mei)
    sent(cast.amina, offer)
    assert told(do_jobs, 3) == set()
    assert told(do_jobs, 6) == {"rosa", "sami"}
    assert told(do_jobs, 6.5) == set()


def test_turns_after_the_hand_over_have_their_reminders(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    one = sent(cast.amina, offer)
    for days in (6, 8, 11):
        told(do_jobs, days)
    with standing_at(now() + timedelta(days=12)):
        enquiry_ask(public_id=one, text="Where?", by=cast.rosa)
        assert told(do_jobs, 3) == set()
        assert told(do_jobs, 6) == {"amina"}
    with standing_at(now() + timedelta(days=18)):
        enquiry_reply(public_id=one, text="Here.", by=cast.amina)
        assert told(do_jobs, 0.4) == set()
        assert told(do_jobs, 0.999) == {"kofi", "rosa", "sami"}
        assert told(do_jobs, 0.9995) == set()
        assert told(do_jobs, 10) == set()


def test_no_reminder_goes_out_in_the_first_half_of_a_turn(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    promise_set(days=1, by=cast.amina)
    one = sent(cast.amina, offer)
    enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    assert told(do_jobs) == set()
    assert told(do_jobs, 0.4) == set()
    assert told(do_jobs, 0.999) == {"amina"}


def test_a_rejected_listing_tells_those_who_asked_alone(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    one = sent(cast.amina, offer)
    do_jobs()
    mail.outbox.clear()
    Listing.objects.filter(public_id=offer).update(state=ListingState.REJECTED)
    listing_gone(Event(topic="listing.changed", key=offer, payload={"state": "rejected"}))
    do_jobs()
    assert state_of(one, cast.amina) is State.CLOSED
    assert [one.to for one in mail.outbox] == [["amina@example.org"]]


@pytest.mark.parametrize("deputy", ["mei@example.org", ""])
def test_the_letter_to_the_chapter_speaks_of_a_deputy_where_there_is_one(
    cast: Cast, do_jobs: DoJobs, deputy: str
) -> None:
    sent(cast.amina, published(cast.kofi, Kind.OFFER, chapter=CHAPTER, deputy=deputy).id)
    for days in (8.5, 12):
        with standing_at(now() + timedelta(days=days)):
            enquiries_due()
            do_jobs()
    said = str(next(one.body for one in mail.outbox if one.to == ["rosa@example.org"]))
    assert ("Neither the contact nor the deputy" in said) is bool(deputy)
    assert ("nobody is named to step in" in said) is not bool(deputy)
