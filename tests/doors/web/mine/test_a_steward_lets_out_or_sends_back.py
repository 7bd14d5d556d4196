from __future__ import annotations

from django.test import Client
from tests.cast import Cast
from tests.doors.web.posting.conftest import SignIn
from tests.doors.web.posting.reading import filled
from tests.factories.listings import draft

from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Change, State, Verb


def waiting(cast: Cast, title: str = "Drying fruit") -> Change:
    made = draft(cast.amina, title=title)
    return listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=cast.amina)


def test_stewards_brokers_and_administrators_see_the_queue(cast: Cast, sign_in: SignIn) -> None:
    waiting(cast, title="Waits to be read")
    for reviewer in (cast.sami, cast.rosa, cast.noor):
        browser = sign_in(reviewer)
        assert "Waits to be read" in browser.get("/mine/review/").content.decode()
        assert "1 listing to check" in browser.get("/mine/").content.decode()


def test_nobody_else_does(cast: Cast, sign_in: SignIn) -> None:
    made = waiting(cast)
    for other in (cast.amina, cast.kofi, cast.uma):
        assert sign_in(other).get("/mine/review/").status_code == 403
        assert sign_in(other).post(f"/mine/review/{made.id}/", {"approve": "1"}).status_code == 403
    assert Client().get("/mine/review/").status_code == 302
    assert listing_get(made.id, for_user=cast.amina).state is State.IN_REVIEW


def test_letting_out_publishes(cast: Cast, sign_in: SignIn) -> None:
    made = waiting(cast)
    sign_in(cast.sami).post(f"/mine/review/{made.id}/", {"approve": "1"})
    assert listing_get(made.id, for_user=cast.visitor).state is State.PUBLISHED


def test_sending_back_needs_a_reason_and_its_owner_answers_it(cast: Cast, sign_in: SignIn) -> None:
    made = waiting(cast)
    steward = sign_in(cast.sami)
    steward.post(f"/mine/review/{made.id}/", {"reason": "", "note": "No"})
    assert listing_get(made.id, for_user=cast.amina).state is State.IN_REVIEW
    steward.post(f"/mine/review/{made.id}/", {"reason": "unclear", "note": "How many litres a day?"})
    owner, address = sign_in(cast.amina), f"/listing/{made.id}/edit/"
    page = owner.get(address)
    assert "How many litres a day?" in page.content.decode()
    answer = owner.post(address, filled(page, outcome="400 litres a day", next="1"))
    owner.post(answer["Location"])
    assert listing_get(made.id, for_user=cast.amina).state is State.IN_REVIEW


def test_two_stewards_at_once_do_not_break_anything(cast: Cast, sign_in: SignIn) -> None:
    made = waiting(cast)
    sign_in(cast.sami).post(f"/mine/review/{made.id}/", {"approve": "1"})
    answer = sign_in(cast.rosa).post(f"/mine/review/{made.id}/", {"approve": "1"}, follow=True)
    assert "may have changed" in answer.content.decode()
    assert listing_get(made.id, for_user=cast.amina).state is State.PUBLISHED
