"""Buttons that lead nowhere are not shown, lists keep their filters, and a standing enquiry is always found."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from tests.cast import PROVIDER, Cast, person
from tests.doors.web.reading import signed_in, text_of
from tests.factories.enquiries import WORDS, sent
from tests.factories.listings import published

from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Kind, Verb
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.services import enquiry_withdraw, promise_set


def test_nobody_is_invited_to_ask_themselves(cast: Cast, indexed: Callable[[], object]) -> None:
    need = published(cast.kofi, title="Drying mango when it rains").id
    offer = published(cast.kofi, Kind.OFFER, title="A dryer for mango when it rains").id
    other_one = published(cast.kofi, Kind.OFFER, title="Tunnel dryer for fruit").id
    indexed()
    ask = f"/listing/{offer}/ask/"
    for where in (f"/need/{need}/answers/", f"/compare/?id={offer}&id={other_one}&need={need}", f"/listing/{offer}/"):
        assert offer in signed_in(cast.kofi).get(where).content.decode(), where
        assert ask not in signed_in(cast.kofi).get(where).content.decode(), where
        for other in (signed_in(cast.rosa), Client()):
            assert ask in other.get(where).content.decode(), where


def test_ask_leads_to_the_standing_enquiry_also_when_the_listing_is_paused(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    listing_transition(public_id=offer, verb=Verb.PAUSE, by=cast.kofi)
    answer = signed_in(cast.amina).get(f"/listing/{offer}/ask/")
    assert answer.headers["Location"] == f"/enquiries/{one}/"
    assert signed_in(cast.uma).get(f"/listing/{offer}/ask/").status_code == 404
    assert Client().get(f"/listing/{offer}/ask/").status_code == 404


def test_the_first_page_of_a_list_keeps_what_it_was_narrowed_to(cast: Cast, offer: str) -> None:
    for number in range(21):
        sent(person(f"asker{number}"), offer)
    kofi = signed_in(cast.kofi)
    page = kofi.get("/enquiries/?side=received&state=live").content.decode()
    following = re.search(r'href="(\?[^"]*cursor[^"]*)"', page)
    assert following
    second = kofi.get("/enquiries/" + following[1].replace("&amp;", "&")).content.decode()
    first = re.search(r'href="(\?[^"]*)" rel="first"', second)
    assert first and first[1].replace("&amp;", "&") == "?side=received&state=live"


def test_after_the_third_time_taken_back_the_page_says_from_when_one_may_ask_again(cast: Cast, offer: str) -> None:
    for _time in range(3):
        enquiry_withdraw(public_id=sent(cast.amina, offer), by=cast.amina)
    answer = signed_in(cast.amina).post(
        f"/listing/{offer}/ask/", {"who": WORDS.who, "what": WORDS.what, "hopes": WORDS.hopes, "send": "1"}
    )
    assert answer.status_code == 409
    assert "three times, so you can ask again from" in text_of(answer)
    assert WORDS.what in text_of(answer)


def test_a_promise_nobody_gave_is_not_told_as_one(cast: Cast, offer: str) -> None:
    ask, organisation = f"/listing/{offer}/ask/", f"/organisations/{PROVIDER}/"
    assert "Here an answer is due within 7 days." in text_of(signed_in(cast.amina).get(ask))
    assert "It has promised no time of its own" in text_of(Client().get(organisation))
    promise_set(days=3, by=cast.kofi, organisation=PROVIDER)
    assert "They promise to answer within 3 days." in text_of(signed_in(cast.amina).get(ask))
    assert "Promises to answer enquiries within 3 days." in text_of(Client().get(organisation))


def test_a_broker_who_may_not_accept_is_told_who_may(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    early = signed_in(cast.rosa).post(f"/enquiries/{one}/accept/", {"version": "1", "text": "Gladly."})
    assert "still have the word" in text_of(early) and "Gladly." in text_of(early)
    Enquiry.objects.filter(public_id=one).update(taken=3)
    late = signed_in(cast.rosa).post(f"/enquiries/{one}/accept/", {"version": "1", "text": "Gladly."})
    assert late.status_code == 409
    assert "Only those who answer for the listing can say yes" in text_of(late)
    other = signed_in(cast.amina).post(f"/enquiries/{one}/decline/", {"version": "1", "reason": "other", "text": "x"})
    assert "for the other side to say" in text_of(other)
