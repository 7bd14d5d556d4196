"""The defence at sign-up and publishing: each refusal keeps what was typed, and sending once more gets through."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast, person
from tests.doors.web.reading import signed_in, text_of
from tests.factories.listings import OFFER, draft, published

from banyan.base.clock import now, standing_at
from banyan.base.errors import TooMany
from banyan.domain.accounts.selectors import users
from banyan.domain.listings.errors import Incomplete
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, State, Verb
from banyan.domain.moderation.errors import TooManyLinks
from banyan.domain.moderation.models import Sketch
from banyan.domain.moderation.services import listing_publish, sketches_complete

pytestmark = pytest.mark.django_db

SECRET = "a-long-word-of-mine-7"
SIGNUP = {"email": "sione@example.org", "password1": SECRET, "password2": SECRET}


@pytest.fixture
def waiting(settings: Settings) -> None:
    settings.BANYAN_FORM_SECONDS = 3


def moment_in(page: bytes) -> str:
    found = re.search(rb'name="opened_at" value="([^"]+)"', page)
    assert found is not None
    return found[1].decode()


def signed_up() -> bool:
    return users().filter(email=SIGNUP["email"]).exists()


def test_a_person_signs_up(waiting: None) -> None:
    client, start = Client(), now()
    with standing_at(start):
        moment = moment_in(client.get("/account/signup/").content)
    with standing_at(start + timedelta(seconds=4)):
        client.post("/account/signup/", {**SIGNUP, "opened_at": moment})
    assert signed_up()


def test_whoever_leaves_the_page_open_for_days_gets_through(waiting: None) -> None:
    client, start = Client(), now()
    with standing_at(start):
        moment = moment_in(client.get("/account/signup/").content)
    with standing_at(start + timedelta(days=9)):
        client.post("/account/signup/", {**SIGNUP, "opened_at": moment})
    assert signed_up()


def test_too_quick_is_told_and_the_same_form_gets_through_a_moment_later(waiting: None) -> None:
    client, start = Client(), now()
    with standing_at(start):
        moment = moment_in(client.get("/account/signup/").content)
        refused = client.post("/account/signup/", {**SIGNUP, "opened_at": moment})
    assert "send it once more" in text_of(refused)
    assert 'value="sione@example.org"' in refused.content.decode()
    assert SECRET not in refused.content.decode()
    assert not signed_up()
    assert moment_in(refused.content) == moment
    with standing_at(start + timedelta(seconds=4)):
        client.post("/account/signup/", {**SIGNUP, "opened_at": moment_in(refused.content)})
    assert signed_up()


@pytest.mark.parametrize("moment", ["", "made-up", "x:y:z"])
def test_a_form_that_we_did_not_show_comes_back_with_a_moment(waiting: None, moment: str) -> None:
    client, start = Client(), now()
    with standing_at(start):
        refused = client.post("/account/signup/", {**SIGNUP, "opened_at": moment})
    assert not signed_up()
    with standing_at(start + timedelta(seconds=4)):
        client.post("/account/signup/", {**SIGNUP, "opened_at": moment_in(refused.content)})
    assert signed_up()


def test_a_moment_of_another_form_is_none(waiting: None, cast: Cast) -> None:
    made = draft(cast.kofi, Kind.OFFER).id
    moment = moment_in(signed_in(cast.kofi).get(f"/listing/{made}/publish/").content)
    with standing_at(now() + timedelta(hours=1)):
        Client().post("/account/signup/", {**SIGNUP, "opened_at": moment})
    assert not signed_up()


def test_the_trap_is_hidden_from_everybody_and_empty_again_afterwards() -> None:
    refused = Client().post("/account/signup/", {**SIGNUP, "website": "http://x.example"})
    assert not signed_up()
    assert "people do not see" in text_of(refused)
    page = refused.content.decode()
    assert '<span hidden><input type="text" name="website" value="" tabindex="-1" autocomplete="off"></span>' in page
    Client().post("/account/signup/", {**SIGNUP, "website": ""})
    assert signed_up()


def test_publishing_too_quickly_is_told_and_the_draft_stays(waiting: None, cast: Cast) -> None:
    made = draft(cast.kofi, Kind.OFFER).id
    kofi, page, start = signed_in(cast.kofi), f"/listing/{made}/publish/", now()
    with standing_at(start):
        refused = kofi.post(page, {"opened_at": moment_in(kofi.get(page).content)})
    assert refused.status_code == 422
    assert "send it once more" in text_of(refused)
    assert listing_get(made, for_user=cast.kofi).state is State.DRAFT
    with standing_at(start + timedelta(seconds=4)):
        kofi.post(page, {"opened_at": moment_in(refused.content)})
    assert listing_get(made, for_user=cast.kofi).state is State.PUBLISHED


def test_too_many_links_are_told_and_nothing_is_lost(cast: Cast) -> None:
    words = " ".join(f"https://shop{number}.example/buy" for number in range(9))
    made = draft(cast.kofi, Kind.OFFER, summary=f"Cheap dryers {words}").id
    refused = signed_in(cast.kofi).post(f"/listing/{made}/publish/")
    assert refused.status_code == 422
    assert "9 links" in text_of(refused)
    assert listing_get(made, for_user=cast.kofi).state is State.DRAFT
    with pytest.raises(TooManyLinks):
        listing_publish(public_id=made, by=cast.kofi)


def test_nearly_the_same_twice_by_oneself_leads_to_the_first(cast: Cast) -> None:
    first = draft(cast.kofi, Kind.OFFER).id
    assert listing_publish(public_id=first, by=cast.kofi) is State.PUBLISHED
    second = draft(cast.kofi, Kind.OFFER, title="The dryer that runs on the sun and a small fan").id
    refused = signed_in(cast.kofi).post(f"/listing/{second}/publish/")
    assert refused.status_code == 409
    assert f"/listing/{first}/" in refused.content.decode()
    listing_transition(public_id=first, verb=Verb.ARCHIVE, by=cast.kofi)
    assert listing_publish(public_id=second, by=cast.kofi) is State.PUBLISHED


def test_nearly_the_same_as_somebody_elses_is_read_by_the_chapter_first(cast: Cast) -> None:
    theirs = published(cast.kofi, Kind.OFFER).id
    assert sketches_complete() == 1
    assert sketches_complete() == 0
    mine = draft(cast.mei, Kind.OFFER, title="Sunny dryer").id
    assert listing_publish(public_id=mine, by=cast.mei) is State.IN_REVIEW
    assert listing_get(theirs, for_user=cast.visitor).state is State.PUBLISHED
    assert Sketch.objects.count() == 1


def test_near_copies_are_no_matter_for_those_who_look_after_the_chapter(cast: Cast) -> None:
    published(cast.kofi, Kind.OFFER, places=["KE"])
    sketches_complete()
    mine = draft(cast.sami, Kind.OFFER, places=["KE"]).id
    assert listing_publish(public_id=mine, by=cast.sami) is State.PUBLISHED


def test_other_words_are_no_copy(cast: Cast) -> None:
    listing_publish(public_id=draft(cast.kofi, Kind.OFFER).id, by=cast.kofi)
    other = draft(
        cast.kofi,
        Kind.OFFER,
        title="Gas tunnel",
        summary="A tunnel with a burner for rainy weeks, half a tonne at a time; it needs a person who watches.",
        problem_solved="In the rainy weeks nothing dries by the sun, and the harvest cannot wait for a dry day.",
    ).id
    assert listing_publish(public_id=other, by=cast.kofi) is State.PUBLISHED


def test_a_person_publishes_only_so_often_a_day(cast: Cast) -> None:
    made = draft(cast.kofi, Kind.OFFER, title="").id
    with standing_at(now().replace(hour=12)), pytest.raises(TooMany):
        for _try in range(41):
            with pytest.raises(Incomplete):
                listing_publish(public_id=made, by=cast.kofi)


def test_first_listings_are_held_unless_the_node_says_otherwise(settings: Settings, db: None) -> None:
    new = person("newcomer")
    first = draft(new, Kind.OFFER).id
    assert listing_publish(public_id=first, by=new) is State.IN_REVIEW
    settings.BANYAN_FIRST_POSTS_HELD = False
    other = {**OFFER, "summary": "Something else entirely: a mill for millet.", "problem_solved": "Grinding by hand."}
    second = draft(new, Kind.OFFER, **{**other, "title": "Mill"}).id
    assert listing_publish(public_id=second, by=new) is State.PUBLISHED
