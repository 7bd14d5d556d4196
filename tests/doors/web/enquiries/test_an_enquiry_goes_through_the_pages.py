from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse
from tests.cast import PROVIDER, Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.domain.listings.formats import write_jsonl
from banyan.domain.listings.selectors import open_to_all
from banyan.domain.listings.services import attachment_add, listing_withdraw
from banyan.domain.listings.types import Kind, Visibility
from banyan.practice.brokerage.letters import PAGE
from banyan.practice.brokerage.selectors import enquiries, enquiry_get
from banyan.practice.brokerage.services import enquiry_accept, enquiry_ask
from banyan.practice.brokerage.types import State

WORDS = {"who": "Forty families.", "what": "Dry mango.", "hopes": "A call."}


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def test_letters_lead_to_the_page() -> None:
    assert reverse("enquiry", args=["enq_x"]) == PAGE.format(id="enq_x")


def test_from_the_listing_to_a_yes(cast: Cast, offer: str, need: str) -> None:
    amina, kofi = signed_in(cast.amina), signed_in(cast.kofi)
    assert f"/listing/{offer}/ask/" in amina.get(f"/listing/{offer}/").content.decode()
    page = amina.get(f"/listing/{offer}/ask/?for={need}")
    assert f'value="{need}" selected' in page.content.decode()
    assert "within 7 days" in text_of(page)
    answer = amina.post(f"/listing/{offer}/ask/", {**WORDS, "own": need, "send": "1"}, follow=True)
    assert "Sent. You hear from us when they answer." in text_of(answer)
    where = answer.redirect_chain[-1][0]
    assert "Their turn" in text_of(answer)
    assert "Enquiries 1 wait for you" in text_of(kofi.get("/mine/"))
    shown = kofi.get(where).content.decode()
    assert all(said in shown for said in WORDS.values())
    asked = kofi.post(f"{where}ask/", {"version": version(shown), "text": "Where is it?"}, follow=True)
    assert "Your clock stands still" in text_of(asked)
    shown = amina.get(where).content.decode()
    assert "Where is it?" in shown
    amina.post(f"{where}reply/", {"version": version(shown), "text": "In Kenya."})
    shown = kofi.get(where).content.decode()
    assert "amina@example.org" not in shown
    done = kofi.post(f"{where}accept/", {"version": version(shown), "text": "Gladly."}, follow=True)
    assert "amina@example.org" in text_of(done)
    assert "kofi@example.org" in text_of(amina.get(where))


def test_errors_lose_nothing_and_the_draft_waits(cast: Cast, offer: str) -> None:
    amina = signed_in(cast.amina)
    page = amina.post(f"/listing/{offer}/ask/", {"who": "Forty families.", "what": "", "hopes": "A call.", "send": "1"})
    assert page.status_code == 422
    assert "A sentence is enough" in text_of(page)
    assert "Forty families." in text_of(page)
    assert amina.post(f"/listing/{offer}/ask/", {**WORDS, "auto": "1"}).content.decode() == "All you typed is saved."
    assert "Dry mango." in text_of(amina.get(f"/listing/{offer}/ask/"))
    listing_withdraw(public_id=offer, by=cast.kofi)
    gone = amina.post(f"/listing/{offer}/ask/", {**WORDS, "send": "1"})
    assert gone.status_code == 410
    assert "Forty families." in text_of(gone)


def test_the_button_pressed_twice_sends_once(cast: Cast, offer: str) -> None:
    amina = signed_in(cast.amina)
    first = amina.post(f"/listing/{offer}/ask/", {**WORDS, "send": "1"})
    again = amina.post(f"/listing/{offer}/ask/", {**WORDS, "send": "1"})
    assert first.headers["Location"] == again.headers["Location"]
    assert len(enquiries(cast.amina).rows) == 1


def test_an_old_page_decides_nothing_and_keeps_the_words(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    kofi, where = signed_in(cast.kofi), f"/enquiries/{one}/"
    seen = version(kofi.get(where).content.decode())
    enquiry_ask(public_id=one, text="Where?", by=cast.kofi)
    late = kofi.post(f"{where}decline/", {"version": seen, "reason": "too_costly", "text": "Sorry, a line."})
    assert late.status_code == 409
    assert "Somebody answered after you opened this page" in text_of(late)
    assert "Sorry, a line." in text_of(late)
    assert enquiry_get(one, for_user=cast.kofi).state is State.ASKED
    unasked = kofi.post(f"{where}ask/", {"version": "2", "text": "And how much?"})
    assert "the enquiry has moved on" in text_of(unasked)
    assert "What you typed is kept here And how much?" in text_of(unasked)


def test_a_no_without_a_reason_comes_back_with_its_line(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    page = signed_in(cast.kofi).post(f"/enquiries/{one}/decline/", {"version": "1", "reason": "", "text": "Too far."})
    assert page.status_code == 422
    assert "Choose a reason" in text_of(page)
    assert "Too far." in text_of(page)


def test_strangers_find_no_enquiry(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    for person in (cast.uma, cast.mei):
        client = signed_in(person)
        assert client.get(f"/enquiries/{one}/").status_code == 404
        assert client.post(f"/enquiries/{one}/accept/", {"version": "1"}).status_code == 404
        assert one not in client.get("/enquiries/").content.decode()
    assert Client().get(f"/enquiries/{one}/").status_code == 302
    assert signed_in(cast.kofi).post(f"/enquiries/{one}/lapse/").status_code == 404


def test_lists_teach_narrow_and_turn_pages(cast: Cast, offer: str) -> None:
    kofi = signed_in(cast.kofi)
    assert "whose turn it is" in text_of(kofi.get("/enquiries/"))
    assert "you get a letter" in text_of(kofi.get("/enquiries/?side=received"))
    ids = [sent(person, offer) for person in (cast.amina, cast.uma, cast.mei)]
    enquiry_accept(public_id=ids[0], by=cast.kofi)
    assert ids[1] in kofi.get("/enquiries/?side=received&state=live").content.decode()
    assert ids[0] not in kofi.get("/enquiries/?side=received&state=live").content.decode()
    assert ids[0] in kofi.get("/enquiries/?state=accepted").content.decode()
    assert ids[0] not in kofi.get("/enquiries/?side=sent").content.decode()
    assert ids[2] in signed_in(cast.rosa).get("/enquiries/?side=chapter").content.decode()
    page = enquiries(cast.kofi, size=2)
    rest = enquiries(cast.kofi, size=2, cursor=page.next or "")
    assert {row.id for row in (*page.rows, *rest.rows)} == set(ids)
    assert kofi.get("/enquiries/?cursor=broken").status_code == 422


def test_a_promise_is_given_on_the_page_and_told_to_others(cast: Cast) -> None:
    kofi = signed_in(cast.kofi)
    kofi.post("/enquiries/promise/", {"days": "3", "organisation": PROVIDER})
    assert "within 3 days" in text_of(Client().get(f"/organisations/{PROVIDER}/"))
    assert "Give a number of days" in text_of(kofi.post("/enquiries/promise/", {"days": "900"}, follow=True))
    assert signed_in(cast.mei).post("/enquiries/promise/", {"days": "1", "organisation": PROVIDER}).status_code == 403


def test_no_page_of_either_side_names_an_anonymous_need(cast: Cast, offer: str, secret_need: str) -> None:
    asked_of = sent(cast.amina, offer, own=secret_need)
    asking = sent(cast.kofi, secret_need, own=offer)
    kofi = signed_in(cast.kofi)
    pages = (
        f"/enquiries/{asked_of}/", f"/enquiries/{asking}/", "/enquiries/", f"/listing/{secret_need}/",
        f"/need/{secret_need}/answers/", "/search/?q=mango", f"/listing/{secret_need}/ask/", "/mine/",
    )  # fmt: skip
    for address in pages:
        page = kofi.get(address, follow=True).content.decode().lower()
        assert "amina" not in page, address
        assert "mwembe" not in page, address
    enquiry_accept(public_id=asked_of, by=cast.kofi)
    assert "amina@example.org" in kofi.get(f"/enquiries/{asked_of}/").content.decode()
    assert "amina" not in kofi.get(f"/listing/{secret_need}/").content.decode().lower()
    assert "mwembe" not in "".join(write_jsonl(list(open_to_all()))).lower()
    assert "amina" not in signed_in(cast.uma).get(f"/listing/{secret_need}/").content.decode().lower()


def test_a_file_and_a_field_open_with_the_yes_and_to_its_asker_alone(cast: Cast) -> None:
    offer = published(cast.kofi, Kind.OFFER, how_it_works="A fan.", visibility={"how_it_works": "after_enquiry"}).id
    file = attachment_add(
        public_id=offer, name="plan.txt", content=b"a plan", visibility=Visibility.AFTER_ACCEPTANCE, by=cast.kofi
    )
    one, amina, uma = sent(cast.amina, offer), signed_in(cast.amina), signed_in(cast.uma)
    assert "A fan." in text_of(amina.get(f"/listing/{offer}/"))
    assert "A fan." not in text_of(uma.get(f"/listing/{offer}/"))
    assert amina.get(f"/file/{file.id}/").status_code == 404
    enquiry_accept(public_id=one, by=cast.kofi)
    assert amina.get(f"/file/{file.id}/").status_code == 200
    assert uma.get(f"/file/{file.id}/").status_code == uma.get("/file/att_none/").status_code == 404
