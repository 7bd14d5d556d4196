"""Signed out while typing: the words wait for the one who typed them, and for nobody else."""

from __future__ import annotations

import re

from django.test import Client
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.enquiries import sent

from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.selectors import draft_of, enquiries
from banyan.practice.brokerage.services import enquiry_accept, enquiry_withdraw

WORDS = {"who": "Forty families.", "what": "Dry mango.", "hopes": "A call."}


def mark(page: str) -> dict[str, str]:
    """The hidden fields of the first form that carries the typist's mark."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="typist"' in one)
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def sign_in(client: Client, person: SignedIn) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def test_an_enquiry_typed_before_a_sign_in_waits_for_its_typist(cast: Cast, offer: str) -> None:
    client, where = signed_in(cast.uma), f"/listing/{offer}/ask/"
    form = mark(client.get(where).content.decode())
    client.logout()
    answer = client.post(where, {**WORDS, **form, "send": "1"})
    assert answer.headers["Location"].startswith("/account/login/?next=")
    sign_in(client, cast.uma)
    assert "Forty families." in text_of(client.get(where))
    kept = draft_of(cast.uma, offer)
    assert kept is not None and kept.words.hopes == "A call."


def test_the_next_person_of_the_same_browser_reads_none_of_it(cast: Cast, offer: str) -> None:
    client, where = signed_in(cast.uma), f"/listing/{offer}/ask/"
    form = mark(client.get(where).content.decode())
    client.logout()
    client.post(where, {**WORDS, **form, "send": "1"})
    sign_in(client, cast.amina)
    assert "Forty families." not in text_of(client.get(where))
    assert draft_of(cast.amina, offer) is None
    assert "Forty families." not in str(dict(client.session.items()))


def test_words_of_nobody_known_are_shown_once_and_kept_nowhere(cast: Cast, offer: str) -> None:
    client, where = Client(), f"/listing/{offer}/ask/"
    for typist in ({}, {"typist": "forged"}):
        answer = client.post(where, {**WORDS, **typist, "send": "1"})
        assert answer.status_code == 403
        assert "Forty families." in text_of(answer)
    sign_in(client, cast.uma)
    assert "Forty families." not in text_of(client.get(where))


def test_an_answer_typed_before_a_sign_out_is_not_lost(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    client, where = signed_in(cast.kofi), f"/enquiries/{one}/"
    form = mark(client.get(where).content.decode())
    client.logout()
    answer = client.post(f"{where}decline/", {**form, "reason": "too_costly", "text": "Sorry, a line."}, follow=False)
    assert answer.headers["Location"].startswith("/account/login/?next=")
    sign_in(client, cast.kofi)
    page = client.get(where)
    assert "Sorry, a line." in text_of(page) and "You had been signed out" in text_of(page)
    assert 'value="too_costly" selected' in page.content.decode()
    assert "Sorry, a line." not in text_of(client.get(where))
    assert client.get(f"{where}decline/").headers["Location"] == where
    client.post(f"{where}decline/", {**form, "reason": "too_costly", "text": "Sorry, a line."})
    assert "Sorry, a line." in text_of(signed_in(cast.amina).get(where))


def test_an_answer_of_somebody_else_is_forgotten(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    client, where = signed_in(cast.kofi), f"/enquiries/{one}/"
    form = mark(client.get(where).content.decode())
    client.logout()
    client.post(f"{where}ask/", {**form, "text": "A private question."})
    sign_in(client, cast.amina)
    assert "A private question." not in text_of(client.get(where))
    sign_in(client, cast.kofi)
    assert "A private question." not in text_of(client.get(where))


def test_a_second_tab_does_not_bring_back_what_was_sent(cast: Cast, offer: str) -> None:
    amina, where = signed_in(cast.amina), f"/listing/{offer}/ask/"
    form = mark(amina.get(where).content.decode())
    amina.post(where, {**WORDS, **form, "send": "1"})
    told = amina.post(where, {**WORDS, **form, "auto": "1"})
    assert (told.status_code, told.content.decode()) == (200, "You have sent this already.")
    enquiry_withdraw(public_id=enquiries(cast.amina).rows[0].id, by=cast.amina)
    told = amina.post(where, {**WORDS, **form, "auto": "1"})
    assert told.content.decode() == "You have sent this already."
    assert draft_of(cast.amina, offer) is None
    fresh = mark(amina.get(where).content.decode())
    assert amina.post(where, {**WORDS, **fresh, "auto": "1"}).content.decode() == "All you typed is saved."
    assert draft_of(cast.amina, offer) is not None


def test_saving_by_itself_while_signed_out_says_so_in_its_place(cast: Cast, offer: str) -> None:
    client, where = signed_in(cast.uma), f"/listing/{offer}/ask/"
    form = mark(client.get(where).content.decode())
    client.logout()
    told = client.post(where, {**WORDS, **form, "auto": "1"})
    assert told.status_code == 200 and told.content.decode().startswith("You are signed out.")
    one = sent(cast.amina, offer)
    enquiry_accept(public_id=one, by=cast.kofi)
    sign_in(client, cast.uma)
    assert "Dry mango." in text_of(client.get(where))
