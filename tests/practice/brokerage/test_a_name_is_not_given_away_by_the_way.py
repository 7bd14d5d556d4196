"""Roundabout ways to the name behind a need that keeps it back: each of them leads nowhere."""

from __future__ import annotations

import pytest
from django.conf import settings
from tests.cast import SEEKER, Cast
from tests.factories.enquiries import WORDS, sent
from tests.factories.listings import published
from tests.factories.places import chapter

from banyan.base.errors import Invalid
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.models import Listing
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Verb
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.selectors import enquiries, enquiry_get, promise_about
from banyan.practice.brokerage.services import draft_save, enquiry_accept, enquiry_ask, promise_set
from banyan.practice.brokerage.types import Draft, Promise, Words

SAYS = Words("Ask for amina@example.org", "Dry mango", "A call")


@pytest.fixture
def steward_elsewhere(cast: Cast, offer: str) -> None:
    """Uma looks after the chapter of the offer, and of nothing else."""
    west = chapter("west", places=("GH",))
    servant_add(chapter=west, user_pk=cast.uma.pk, person=person_of(cast.uma), role=ChapterRole.STEWARD)
    Listing.objects.filter(public_id=offer).update(chapter=west)


def test_a_need_taken_down_before_sending_does_not_name_its_asker(cast: Cast, offer: str, secret_need: str) -> None:
    listing_transition(public_id=secret_need, verb=Verb.PAUSE, by=cast.amina)
    with pytest.raises(Invalid) as refused:
        sent(cast.amina, offer, own=secret_need, organisation=SEEKER)
    assert "own" in refused.value.fields
    assert not Enquiry.objects.exists()


def test_only_ones_own_listing_of_the_other_sort_is_asked_for(cast: Cast, offer: str, need: str) -> None:
    for own in (need, offer, "lst_nothing"):
        with pytest.raises(Invalid):
            sent(cast.uma, offer, own=own)


@pytest.mark.usefixtures("steward_elsewhere")
def test_stewards_of_another_chapter_learn_no_more_than_those_who_answer(
    cast: Cast, offer: str, secret_need: str
) -> None:
    one = sent(cast.amina, offer, own=secret_need, organisation=SEEKER, words=SAYS)
    for accepted in (False, True):
        if accepted:
            enquiry_accept(public_id=one, by=cast.kofi)
        seen = (enquiry_get(one, for_user=cast.uma), enquiries(cast.uma).rows)
        assert not any(name in str(seen).lower() for name in ("amina", "mwembe")), accepted
        assert seen[0].asker.hidden
    assert enquiry_get(one, for_user=cast.noor).asker.name == "Amina"


def test_an_address_is_for_the_two_sides_alone(cast: Cast, offer: str, need: str) -> None:
    one = sent(cast.amina, offer, own=need, organisation=SEEKER)
    enquiry_accept(public_id=one, by=cast.kofi)
    assert enquiry_get(one, for_user=cast.kofi).asker.email == "amina@example.org"
    for reader in (cast.rosa, cast.noor):
        view = enquiry_get(one, for_user=reader)
        assert (view.asker.email, view.answerer.email) == ("", "")


def test_a_need_that_keeps_back_only_its_organisation_keeps_its_asker_back(cast: Cast, offer: str) -> None:
    need = published(
        cast.amina, checked_by=cast.sami, organisation=SEEKER, visibility={"organisation": "after_acceptance"}
    ).id
    one = sent(cast.amina, offer, own=need, organisation=SEEKER)
    assert enquiry_get(one, for_user=cast.kofi).asker.hidden


def test_a_promise_does_not_tell_whose_need_it_is(cast: Cast, offer: str, secret_need: str) -> None:
    promise_set(days=13, by=cast.amina)
    assert promise_about(cast.uma, secret_need) == Promise(settings.BANYAN_REPLY_DAYS, given=False)
    one = sent(cast.kofi, secret_need, own=offer)
    assert enquiry_get(one, for_user=cast.kofi).promise_days == settings.BANYAN_REPLY_DAYS
    other = sent(cast.amina, offer, own=secret_need)
    enquiry_ask(public_id=other, text="Where?", by=cast.kofi)
    view = enquiry_get(other, for_user=cast.kofi)
    assert view.due is not None
    assert (view.due - view.changed.date()).days in {settings.BANYAN_REPLY_DAYS, settings.BANYAN_REPLY_DAYS - 1}


def test_signs_that_no_text_can_hold_do_no_harm(cast: Cast, offer: str) -> None:
    draft_save(listing=offer, draft=Draft(WORDS, "\x00", "\x00"), by=cast.amina)
