"""This helps us, not for us because, in use, did not work out: kept with where it stood, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import PROVIDER, Cast
from tests.doors.web.posting.conftest import SignIn, sign_in
from tests.doors.web.reading import text_of
from tests.factories.listings import published

from banyan.base.audit.models import AuditRow
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.models import Judgement, Showing

__all__ = ["sign_in"]
pytestmark = pytest.mark.django_db
Made = tuple[str, str, str]
Indexed = Callable[[], object]


@pytest.fixture
def answers(cast: Cast, indexed: Indexed) -> Made:
    """A need of Amina's and two offers of the provider that answer it."""
    need = published(cast.amina, checked_by=cast.sami)
    first = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    second = published(cast.mei, Kind.OFFER, title="Tunnel dryer for mango slices in rain", organisation=None)
    indexed()
    return need.id, first.id, second.id


def sealed(page: str) -> str:
    found = re.search(r'name="shown" value="([^"]*)"', page)
    assert found
    return found[1]


def say(browser: Client, need: str, **said: str) -> str:
    page = browser.get(f"/need/{need}/answers/").content.decode()
    posted = browser.post(f"/need/{need}/answers/judge/", {"shown": sealed(page), **said}, follow=True)
    return str(posted.content.decode())


def test_an_accepted_answer_is_marked_with_where_it_stood(cast: Cast, sign_in: SignIn, answers: Made) -> None:
    need, first, second = answers
    page = say(sign_in(cast.amina), need, accept=second)
    assert "You said that it helps" in page
    row = Judgement.objects.get()
    assert (row.need, row.listing, row.verdict, row.by, row.counts) == (need, second, "accepted", cast.amina, True)
    showing = Showing.objects.get()
    places = {listing: (place, position, score) for listing, place, position, score in showing.answers}
    assert set(places) == {first, second}
    assert places[second] == ("answers", row.position, row.score)
    trail = AuditRow.objects.get(action="answer.judge")
    assert trail.actor == cast.amina.public_id
    assert (trail.after or {})["verdict"] == "accepted"


def test_a_no_is_kept_with_its_reason_and_taken_back(cast: Cast, sign_in: SignIn, answers: Made) -> None:
    need, first, _second = answers
    browser = sign_in(cast.amina)
    page = say(browser, need, decline=first, **{f"reason-{first}": "too_costly"})
    assert "(It costs too much)" in page
    assert Judgement.objects.get().reason == "too_costly"
    assert f'id="m-{first}"' not in sign_in(cast.amina).get(f"/need/{need}/answers/").content.decode()
    assert f'id="m-{first}"' in sign_in(cast.noor).get(f"/need/{need}/answers/").content.decode()
    assert f'id="m-{first}"' in say(browser, need, undo=first)
    assert not Judgement.objects.exists()
    assert [row.action for row in AuditRow.objects.filter(object_type="judgement").order_by("pk")] == [
        "answer.judge",
        "answer.judge_undo",
    ]


def test_what_became_of_it_replaces_the_first_word(cast: Cast, sign_in: SignIn, answers: Made) -> None:
    need, first, _second = answers
    browser = sign_in(cast.amina)
    assert "It is in use now" in say(browser, need, accept=first)
    say(browser, need, in_use=first)
    assert Judgement.objects.get().verdict == "in_use"
    assert "it did not work out" in say(browser, need, given_up=first)
    assert Judgement.objects.get().verdict == "given_up"


def test_strangers_put_aside_for_themselves_and_teach_nothing(cast: Cast, sign_in: SignIn, answers: Made) -> None:
    need, first, _second = answers
    browser = sign_in(cast.uma)
    page = browser.get(f"/need/{need}/answers/").content.decode()
    assert "This helps us" not in page
    assert browser.post(f"/need/{need}/answers/judge/", {"accept": first}).status_code == 403
    say(browser, need, decline=first, **{f"reason-{first}": "other"})
    assert not Judgement.objects.get().counts


def test_nobody_teaches_in_favour_of_a_listing_of_their_own(cast: Cast, sign_in: SignIn, indexed: Indexed) -> None:
    need, offer = published(cast.kofi), published(cast.kofi, Kind.OFFER)
    indexed()
    say(sign_in(cast.kofi), need.id, accept=offer.id)
    assert not Judgement.objects.get().counts


def test_a_forged_page_is_no_page(cast: Cast, sign_in: SignIn, answers: Made) -> None:
    need, first, _second = answers
    sign_in(cast.amina).post(f"/need/{need}/answers/judge/", {"accept": first, "shown": "forged:1:x"})
    row = Judgement.objects.get()
    assert (row.position, row.showing) == (None, None)


def test_an_offer_reads_the_needs_it_may_serve_the_same_way(cast: Cast, sign_in: SignIn, answers: Made) -> None:
    need, first, _second = answers
    assert "We can help here" in sign_in(cast.kofi).get(f"/need/{first}/answers/").content.decode()
    say(sign_in(cast.kofi), first, accept=need)
    row = Judgement.objects.get()
    assert (row.subject, row.need, row.listing, row.counts) == (first, need, first, True)


def test_a_visitor_puts_aside_for_this_visit_also_for_words_told_without_an_account(answers: Made) -> None:
    need, first, _second = answers
    browser = Client()
    assert "Put aside in this visit" in say(browser, need, decline=first, **{f"reason-{first}": "other"})
    words = "Our mango slices grow mould in the rain before they are dry, and the buyer sends them back."
    draft = browser.post("/need/new/", {"words": words})["Location"].split("/")[3]
    where = f"/need/draft/{draft}/answers/"
    assert first in browser.get(where).content.decode()
    page = browser.post(f"{where}judge/", {"decline": first, f"reason-{first}": "other"}, follow=True)
    assert "Put aside in this visit" in text_of(page)
    assert not Judgement.objects.exists()
