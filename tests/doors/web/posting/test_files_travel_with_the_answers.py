"""Files are added and removed in the form of the answers, with and without scripts."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest import MonkeyPatch
from tests.cast import PROVIDER, Cast
from tests.doors.web.posting.conftest import SignIn
from tests.doors.web.posting.reading import filled
from tests.factories.listings import draft, published

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.selectors import history, listing_get, mine
from banyan.domain.listings.types import Kind, Visibility
from banyan.doors.web.shell import uploads

PDF = b"%PDF-1.7 what was measured"


def pdf(name: str = "report.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def names(listing: str, reader: SignedIn) -> list[str]:
    return [one.name for one in listing_get(listing, for_user=reader).attachments]


def test_files_are_added_with_the_first_save_and_removed_with_a_later_one(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.kofi)
    page = browser.get("/offer/new/")
    assert 'enctype="multipart/form-data"' in page.content.decode()
    browser.post("/offer/new/", {**filled(page, title="Dryer"), "files": [pdf(), pdf("b.txt", b"Notes")]})
    (listing,) = mine(cast.kofi)
    assert sorted(names(listing.id, cast.kofi)) == ["b.txt", "report.pdf"]
    address = f"/listing/{listing.id}/edit/"
    first = listing.attachments[0]
    page = browser.get(address)
    assert f'value="{first.id}"' in page.content.decode()
    browser.post(address, {**filled(page), "files_remove": [first.id]})
    assert names(listing.id, cast.kofi) == [listing.attachments[1].name]
    assert {"listing.attach", "listing.detach"} <= {one.action for one in history(listing.id, for_user=cast.kofi)}


def test_a_file_is_kept_although_an_answer_beside_it_is_wrong(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    fields = filled(browser.get(address), cost_purchase="about ten", compared="Half the time")
    answer = browser.post(address, {**fields, "files": [pdf()]})
    assert answer.status_code == 422
    assert "report.pdf" in answer.content.decode()
    assert names(made.id, cast.kofi) == ["report.pdf"]
    assert listing_get(made.id, for_user=cast.kofi).values["compared"] == "Half the time"


def test_a_file_that_cannot_be_kept_is_named_and_everything_else_is(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    fields = filled(browser.get(address), compared="Half the time", next="1")
    bad = SimpleUploadedFile("photo.png", b"MZ\x90\x00 a program")
    answer = browser.post(address, {**fields, "files": [bad, pdf(), pdf("large.pdf", PDF + bytes(10 * 2**20))]})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_files_group"' in text
    assert "“photo.png”: We take PDF" in text
    assert "“large.pdf”: Files may have up to 10 MB" in text
    assert names(made.id, cast.kofi) == ["report.pdf"]
    assert listing_get(made.id, for_user=cast.kofi).values["compared"] == "Half the time"


def test_readers_get_the_files_that_are_theirs_to_see(cast: Cast, sign_in: SignIn) -> None:
    made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    page = browser.get(address)
    browser.post(address, {**filled(page), "files": [pdf("open.pdf")]})
    kept = [pdf("kept.pdf", PDF + b" in detail")]
    browser.post(address, {**filled(browser.get(address), files_seen_by="after_enquiry"), "files": kept})
    levels = {one.name: one.visibility for one in listing_get(made.id, for_user=cast.kofi).attachments}
    assert levels == {"open.pdf": Visibility.PUBLIC, "kept.pdf": Visibility.AFTER_ENQUIRY}
    shown = Client().get(f"/listing/{made.id}/").content.decode()
    assert "open.pdf" in shown
    assert "kept.pdf" not in shown


def test_an_autosave_sends_no_file_and_removes_none(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    page = browser.get(address)
    assert 'hx-params="not files,files_seen_by,files_remove"' in page.content.decode()
    browser.post(address, {**filled(page, auto="1"), "files": [pdf()]}, headers={"HX-Request": "true"})
    assert names(made.id, cast.kofi) == []


def test_the_same_file_twice_is_one_and_a_file_removed_elsewhere_is_no_error(cast: Cast, sign_in: SignIn) -> None:
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    page = browser.get(address)
    browser.post(address, {**filled(page), "files": [pdf()]})
    browser.post(address, {**filled(page), "files": [pdf()]})
    assert names(made.id, cast.kofi) == ["report.pdf"]
    answer = browser.post(address, {**filled(browser.get(address)), "files_remove": ["att_gone"]})
    assert answer.status_code == 302


def test_more_than_a_request_may_carry_is_refused_unread(cast: Cast, sign_in: SignIn, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 50_000)
    made = draft(cast.kofi, Kind.OFFER)
    browser, address = sign_in(cast.kofi), f"/listing/{made.id}/edit/"
    page = browser.get(address)
    answer = browser.post(address, {**filled(page), "files": [pdf(content=PDF + bytes(60_000))]})
    assert answer.status_code == 413
    assert "send fewer or smaller files" in answer.content.decode()
    assert names(made.id, cast.kofi) == []


def test_a_visitor_and_a_stranger_send_no_files(cast: Cast, sign_in: SignIn) -> None:
    page = Client().get("/offer/new/")
    assert 'name="files"' not in page.content.decode()
    made = draft(cast.kofi, Kind.OFFER)
    answer = sign_in(cast.uma).post(f"/listing/{made.id}/edit/", {"files": [pdf()]})
    assert answer.status_code in {403, 404}
    answer = Client().post(f"/listing/{made.id}/edit/", {"files": [pdf()]})
    assert answer.status_code == 302
    assert names(made.id, cast.kofi) == []


def test_a_draft_says_truly_who_sees_it(cast: Cast, sign_in: SignIn) -> None:
    alone = draft(cast.kofi, Kind.OFFER)
    shared = draft(cast.mei, Kind.OFFER, organisation=PROVIDER)
    named = draft(cast.kofi, Kind.OFFER, deputy="uma@example.org")
    said = {
        one.id: sign_in(cast.kofi).get(f"/listing/{one.id}/edit/").content.decode() for one in (alone, shared, named)
    }
    assert "only you see it" in said[alone.id]
    assert "by the administrators of its organisation" in said[shared.id]
    assert "by its contact persons" in said[named.id]
