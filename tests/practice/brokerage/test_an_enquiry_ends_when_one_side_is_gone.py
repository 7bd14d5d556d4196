"""A listing removed for good, an account deleted: the enquiry ends by itself, and whoever is left is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from tests.cast import CHAPTER, Cast
from tests.factories.enquiries import WORDS, sent
from tests.factories.listings import published

from banyan.base.audit.selectors import history
from banyan.base.outbox.services import deliver_pending
from banyan.domain.listings.models import Listing
from banyan.domain.listings.services import sample_remove
from banyan.domain.listings.types import Kind
from banyan.practice.brokerage.errors import NoSuchEnquiry
from banyan.practice.brokerage.selectors import counts, enquiries, enquiry_get
from banyan.practice.brokerage.services import enquiries_due, enquiry_accept, enquiry_finish, enquiry_withdraw
from banyan.practice.brokerage.types import Side, State, Verb

DoJobs = Callable[[], list[str]]


def letters() -> list[tuple[str, str]]:
    found = [(str(one.to[0].split("@")[0]), str(one.subject)) for one in mail.outbox]
    mail.outbox.clear()
    return found


@pytest.fixture
def asked(cast: Cast, offer: str, do_jobs: DoJobs) -> str:
    made = sent(cast.amina, offer)
    do_jobs()
    mail.outbox.clear()
    return made


def test_removing_the_sample_ends_enquiries_about_it_and_tells_who_asked(
    cast: Cast, offer: str, asked: str, do_jobs: DoJobs
) -> None:
    Listing.objects.filter(public_id=offer).update(is_sample=True)
    sample_remove()
    deliver_pending()
    do_jobs()
    view = enquiry_get(asked, for_user=cast.amina)
    assert (view.state, view.how, view.listing) == (State.CLOSED, Verb.CLOSE, None)
    assert view.words == WORDS
    assert letters() == [("amina", "A listing you asked about was taken away")]
    assert [row.id for row in enquiries(cast.amina).rows] == [asked]
    for other in (cast.kofi, cast.rosa, cast.uma):
        assert counts(other) == {}
        with pytest.raises(NoSuchEnquiry):
            enquiry_get(asked, for_user=other)


def test_a_listing_deleted_without_a_word_is_noticed_by_the_clock(
    cast: Cast, offer: str, asked: str, do_jobs: DoJobs
) -> None:
    Listing.objects.filter(public_id=offer).delete()
    view = enquiry_get(asked, for_user=cast.amina)
    assert (view.state, view.my_turn, view.plan) == (State.OPEN, False, ())
    enquiries_due()
    enquiries_due()
    do_jobs()
    assert enquiry_get(asked, for_user=cast.amina).state is State.CLOSED
    assert letters() == [("amina", "A listing you asked about was taken away")]
    assert [row.action for row in history(object_type="enquiry", object_id=asked)].count("enquiry.close") == 1


def test_what_was_taken_back_or_accepted_stays_with_its_people_when_the_listing_goes(cast: Cast, offer: str) -> None:
    back = sent(cast.uma, offer)
    enquiry_withdraw(public_id=back, by=cast.uma)
    yes = sent(cast.amina, offer)
    enquiry_accept(public_id=yes, by=cast.kofi, text="Gladly.")
    Listing.objects.filter(public_id=offer).delete()
    assert enquiry_get(back, for_user=cast.uma).state is State.WITHDRAWN
    assert enquiry_get(yes, for_user=cast.amina).answerer.email == "kofi@example.org"
    assert enquiry_get(yes, for_user=cast.kofi).asker.email == "amina@example.org"
    assert [row.id for row in enquiries(cast.kofi, side=Side.ANSWERER).rows] == [yes]
    enquiry_finish(public_id=yes, by=cast.kofi)
    assert enquiry_get(yes, for_user=cast.amina).state is State.CLOSED


def test_when_the_askers_account_is_deleted_the_others_are_told(
    cast: Cast, offer: str, asked: str, do_jobs: DoJobs
) -> None:
    cast.amina.delete()
    enquiries_due()
    enquiries_due()
    do_jobs()
    view = enquiry_get(asked, for_user=cast.kofi)
    assert (view.state, view.how, view.due) == (State.CLOSED, Verb.LEAVE, None)
    found = letters()
    assert [to for to, _subject in found] == ["kofi"]
    assert "has left" in found[0][1]


def test_an_accepted_enquiry_outlives_its_askers_account(cast: Cast, offer: str, asked: str) -> None:
    enquiry_accept(public_id=asked, by=cast.kofi)
    cast.amina.delete()
    assert enquiries_due() == 0
    assert enquiry_get(asked, for_user=cast.kofi).state is State.ACCEPTED


def test_both_gone_at_once_disturbs_nobody(cast: Cast, do_jobs: DoJobs) -> None:
    offer = published(cast.kofi, Kind.OFFER, chapter=CHAPTER).id
    one = sent(cast.uma, offer)
    do_jobs()
    mail.outbox.clear()
    Listing.objects.filter(public_id=offer).delete()
    cast.uma.delete()
    assert enquiries_due() == 1
    do_jobs()
    assert letters() == []
    assert enquiry_get(one, for_user=cast.noor).state is State.CLOSED
