from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.cast import PROVIDER, Cast
from tests.doors.web.posting.conftest import SignIn
from tests.factories.listings import draft, published

from banyan.base.clock import today
from banyan.domain.listings.models import Listing
from banyan.domain.listings.selectors import listing_get, mine
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, RejectReason, State, Verb


def test_an_empty_list_says_what_will_be_here(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.uma).get("/mine/").content.decode()
    assert "Everything you post will stand here" in text
    assert "/need/new/" in text


def test_what_waits_for_the_owner_comes_first_then_what_expires_soonest(cast: Cast, sign_in: SignIn) -> None:
    later = published(cast.kofi, Kind.OFFER, title="Later", organisation=PROVIDER)
    sooner = published(cast.kofi, Kind.OFFER, title="Sooner", organisation=PROVIDER)
    Listing.objects.filter(public_id=sooner.id).update(expires=today() + timedelta(days=9))
    draft(cast.kofi, title="Begun")
    sent = draft(cast.kofi, title="Returned")
    listing_transition(public_id=sent.id, verb=Verb.PUBLISH, by=cast.kofi)
    listing_transition(
        public_id=sent.id, verb=Verb.REJECT, by=cast.sami, reason=RejectReason.UNCLEAR, note="How many litres?"
    )
    text = sign_in(cast.kofi).get("/mine/").content.decode()
    places = [text.index(title) for title in ("Returned", "Begun", "Sooner", "Later")]
    assert places == sorted(places)
    for action in ("Answer the reviewer", "Continue", "Still valid", "See the answers", "How many litres?"):
        assert action in text
    assert later.id in text


def test_the_list_is_narrowed_by_state(cast: Cast, sign_in: SignIn) -> None:
    published(cast.kofi, Kind.OFFER, title="Shown", organisation=PROVIDER)
    draft(cast.kofi, title="Begun")
    browser = sign_in(cast.kofi)
    assert "Begun" not in browser.get("/mine/?state=published").content.decode()
    assert "Begun" in browser.get("/mine/?state=nonsense").content.decode()


def test_still_valid_is_one_click(cast: Cast, sign_in: SignIn) -> None:
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    Listing.objects.filter(public_id=made.id).update(expires=today() + timedelta(days=3))
    sign_in(cast.kofi).post(f"/listing/{made.id}/do/confirm/")
    assert listing_get(made.id, for_user=cast.kofi).expires == today() + timedelta(days=365)


def test_an_expired_listing_is_revived_by_the_same_click(cast: Cast, sign_in: SignIn) -> None:
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    Listing.objects.filter(public_id=made.id).update(state=State.EXPIRED, expires=today() - timedelta(days=3))
    browser = sign_in(cast.kofi)
    assert "Still valid: publish again" in browser.get("/mine/").content.decode()
    browser.post(f"/listing/{made.id}/do/confirm/")
    assert listing_get(made.id, for_user=cast.visitor).state is State.PUBLISHED


def test_pausing_is_undone_in_the_same_place(cast: Cast, sign_in: SignIn) -> None:
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    browser = sign_in(cast.kofi)
    browser.post(f"/listing/{made.id}/do/pause/")
    assert f"/listing/{made.id}/do/resume/" in browser.get("/mine/").content.decode()
    browser.post(f"/listing/{made.id}/do/resume/")
    assert listing_get(made.id, for_user=cast.kofi).state is State.PUBLISHED


@pytest.mark.parametrize("verb", ["withdraw", "archive"])
def test_what_loses_something_is_asked_first(verb: str, cast: Cast, sign_in: SignIn) -> None:
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    browser = sign_in(cast.kofi)
    page = browser.post(f"/listing/{made.id}/do/{verb}/")
    assert page.status_code == 200
    assert listing_get(made.id, for_user=cast.kofi).state is State.PUBLISHED
    browser.post(f"/listing/{made.id}/do/{verb}/", {"sure": "1"})
    assert listing_get(made.id, for_user=cast.kofi).state is not State.PUBLISHED


def test_a_step_the_table_does_not_know_is_refused(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi)
    browser = sign_in(cast.kofi)
    assert browser.post(f"/listing/{made.id}/do/resume/").status_code == 409
    assert browser.post(f"/listing/{made.id}/do/reject/").status_code == 404


def test_nothing_changes_by_looking(cast: Cast, sign_in: SignIn) -> None:
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    sign_in(cast.kofi).get(f"/listing/{made.id}/do/pause/")
    assert listing_get(made.id, for_user=cast.kofi).state is State.PUBLISHED


def test_others_see_nothing_of_it(cast: Cast, sign_in: SignIn) -> None:
    draft(cast.kofi, title="Private")
    assert "Private" not in sign_in(cast.uma).get("/mine/").content.decode()
    assert [one.title for one in mine(cast.uma)] == []
    assert not re.search("Private", sign_in(cast.rosa).get("/mine/").content.decode())
