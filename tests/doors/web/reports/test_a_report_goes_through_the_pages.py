"""From "Report this" to the last word, as people click it; nobody but stewards meets the reporter's name."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.domain.moderation.models import Flag
from banyan.domain.moderation.services import listing_report
from banyan.domain.moderation.types import Reason
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.selectors import message_file, thread_get, thread_whole
from banyan.practice.brokerage.services import enquiry_accept, message_report, message_send
from banyan.practice.brokerage.types import Upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def dryer(cast: Cast) -> str:
    return published(cast.kofi, Kind.OFFER, places=["KE"]).id


@pytest.fixture
def talk(cast: Cast, dryer: str) -> str:
    one = sent(cast.uma, dryer)
    enquiry_accept(public_id=one, by=cast.kofi)
    return one


def version_in(page: bytes) -> str:
    found = re.search(rb'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1].decode()


def test_a_listing_is_reported_taken_down_and_put_back(cast: Cast, dryer: str) -> None:
    uma, kofi, sami, noor = (signed_in(one) for one in (cast.uma, cast.kofi, cast.sami, cast.noor))
    listing, form = f"/listing/{dryer}/", f"/report/listing/{dryer}/"
    assert form in uma.get(listing).content.decode()
    assert form not in kofi.get(listing).content.decode()
    refused = uma.post(form, {"line": "They want money first."})
    assert refused.status_code == 422
    assert "They want money first." in text_of(refused)
    assert uma.post(form, {"reason": "fraud", "line": "They want money first."}).status_code == 302
    flag = Flag.objects.get().public_id
    page = f"/reports/{flag}/"
    assert kofi.get(page).status_code == 404
    assert "They want money first." in text_of(uma.get(page))
    assert flag in sami.get("/reports/").content.decode()
    seen = sami.get(page)
    assert "Uma" in text_of(seen)
    version = version_in(seen.content)
    missing = sami.post(f"{page}resolve/", {"version": version, "reason": "fraud", "text": " "})
    assert missing.status_code == 422
    sami.post(f"{page}resolve/", {"version": version, "reason": "fraud", "text": "Show your register number."})
    late = noor.post(f"{page}dismiss/", {"version": version, "text": "It seems fine to me."})
    assert late.status_code == 409
    assert "It seems fine to me." in text_of(late)
    assert Client().get(listing).status_code == 404
    assert page in kofi.get(listing).content.decode()
    theirs = kofi.get(page)
    assert "Show your register number." in text_of(theirs)
    assert "Uma" not in text_of(theirs)
    assert "They want money first." not in text_of(theirs)
    kofi.post(f"{page}appeal/", {"version": version_in(theirs.content), "text": "It is 12345."})
    assert "You took the first decision" in text_of(sami.get(page))
    second = noor.get(page)
    noor.post(f"{page}overturn/", {"version": version_in(second.content)})
    assert Client().get(listing).status_code == 200


def test_a_visitor_reports_without_an_account(cast: Cast, dryer: str) -> None:
    visitor = Client()
    answer = visitor.post(f"/report/listing/{dryer}/", {"reason": "spam"})
    assert answer.status_code == 302
    assert Flag.objects.get().who.startswith("visitor:")
    again = visitor.post(f"/report/listing/{dryer}/", {"reason": "spam", "line": "Once more."})
    assert again.status_code == 409
    assert "Once more." in text_of(again)


@pytest.mark.parametrize("who", ["amina", "kofi", "mei", "rosa", "uma"])
def test_the_list_is_not_for_others(cast: Cast, who: str) -> None:
    assert signed_in(getattr(cast, who)).get("/reports/").status_code == 403


def test_nothing_waits_and_nothing_was_decided(cast: Cast) -> None:
    sami = signed_in(cast.sami)
    assert "Nothing waits." in text_of(sami.get("/reports/"))
    assert "Nothing was decided yet." in text_of(sami.get("/reports/?show=decided"))


def test_a_list_is_read_page_by_page(cast: Cast) -> None:
    for number in range(32):
        one = published(cast.kofi, Kind.OFFER, title=f"Dryer {number}", places=["KE"]).id
        listing_report(public_id=one, reason=Reason.SPAM, by=cast.uma if number % 2 else cast.amina)
    sami = signed_in(cast.sami)
    first = sami.get("/reports/").content.decode()
    found = re.search(r'href="(\?&amp;cursor=[^"]+)" rel="next"', first)
    assert found is not None
    second = sami.get(f"/reports/{found[1].replace('&amp;', '&')}").content.decode()
    ids = set(re.findall(r"/reports/(flg_\w+)/", first)) | set(re.findall(r"/reports/(flg_\w+)/", second))
    assert len(ids) == 32


def test_a_message_is_reported_and_hidden_with_its_files(cast: Cast, talk: str) -> None:
    message_send(thread=talk, text="Send money, or else.", files=[Upload("bill.txt", b"a bill")], by=cast.kofi)
    message = thread_get(talk, for_user=cast.uma).messages[0]
    file = message.files[0].id
    uma, kofi, sami = (signed_in(one) for one in (cast.uma, cast.kofi, cast.sami))
    form = f"/report/message/{message.id}/"
    assert form in uma.get(f"/enquiries/{talk}/").content.decode()
    assert form not in kofi.get(f"/enquiries/{talk}/").content.decode()
    uma.post(form, {"reason": "harmful"})
    page = f"/reports/{Flag.objects.get().public_id}/"
    seen = sami.get(page)
    assert "Send money, or else." in text_of(seen)
    sami.post(f"{page}resolve/", {"version": version_in(seen.content), "reason": "harmful", "text": "No threats."})
    for reader in (cast.uma, cast.kofi):
        assert "Send money" not in text_of(signed_in(reader).get(f"/enquiries/{talk}/"))
        assert "Send money" not in str(thread_whole(talk, for_user=reader))
        with pytest.raises(NoSuchThread):
            message_file(file, for_user=reader)
    assert page in kofi.get(f"/enquiries/{talk}/").content.decode()
    assert page not in uma.get(f"/enquiries/{talk}/").content.decode()
    theirs = kofi.get(page)
    kofi.post(f"{page}appeal/", {"version": version_in(theirs.content), "text": "It was a joke between us."})
    noor = signed_in(cast.noor)
    noor.post(f"{page}overturn/", {"version": version_in(noor.get(page).content)})
    assert "Send money, or else." in text_of(uma.get(f"/enquiries/{talk}/"))


@pytest.mark.parametrize("who", ["amina", "rosa", "sami", "noor"])
def test_whoever_does_not_read_a_message_does_not_report_it(cast: Cast, talk: str, who: str) -> None:
    message = message_send(thread=talk, text="When can we call?", by=cast.kofi)
    with pytest.raises(NoSuchThread):
        message_report(public_id=message, reason=Reason.SPAM, by=getattr(cast, who))
    assert signed_in(getattr(cast, who)).get(f"/report/message/{message}/").status_code == 404


def test_a_visitor_signs_in_before_a_message(cast: Cast, talk: str) -> None:
    message = message_send(thread=talk, text="When can we call?", by=cast.kofi)
    assert Client().get(f"/report/message/{message}/")["Location"].startswith("/account/login/")
