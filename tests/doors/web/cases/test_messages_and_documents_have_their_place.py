"""The thread of a case, its documents and the calendar, in pages; and words typed while signed out meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.cases import closed, introduced, opened

from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.services import message_send


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A disk of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    yield tmp_path / "media"


def hidden(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with this action."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'action="{action}"' in one)
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def sign_in(client: Client, person: SignedIn) -> None:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


def test_all_three_write_on_the_page_of_the_case(cast: Cast) -> None:
    case = introduced(cast)
    where = f"/cases/{case}/"
    amina, kofi, rosa = signed_in(cast.amina), signed_in(cast.kofi), signed_in(cast.rosa)
    page = amina.get(f"{where}?write=1").content.decode()
    assert "autofocus" in page and 'name="files"' not in page and "Files carry names." in page
    form = hidden(page, f"{where}messages/")
    for _twice in range(2):
        told = amina.post(f"{where}messages/", {**form, "text": "Call <b>amina@example.org</b>."}, follow=True)
        assert "Sent." in text_of(told)
    assert "new message" in text_of(kofi.get("/cases/")) and "new message" in text_of(rosa.get("/cases/?of=chapter"))
    shown = kofi.get(where).content.decode()
    assert shown.count("Call &lt;b&gt;") == 1 and "amina@example.org" not in shown
    assert "new message" not in text_of(kofi.get("/cases/"))
    assert "The seeker" in kofi.get(f"{where}messages.txt").content.decode()
    assert "Take the case in hand to read along" in text_of(signed_in(cast.sami).get(where))
    assert signed_in(cast.sami).get(f"{where}messages.txt").status_code == 404
    assert signed_in(cast.uma).post(f"{where}messages/", {"text": "Hello."}).status_code == 404
    wrong = rosa.post(f"{where}messages/", {"text": "x" * 5001})
    assert wrong.status_code == 422 and "Please shorten this" in text_of(wrong) and "x" * 5001 in text_of(wrong)
    closed(case, cast.rosa)
    late = amina.post(f"{where}messages/", {"text": "Too late a word."})
    assert late.status_code == 409 and "What you typed is kept here Too late a word." in text_of(late)


def test_documents_are_added_read_and_taken_back(cast: Cast) -> None:
    case = opened(cast)
    where = f"/cases/{case}/documents/"
    amina, kofi = signed_in(cast.amina), signed_in(cast.kofi)
    assert "Nothing is here yet" in text_of(amina.get(where))
    for content in (b"a cabinet", b"a larger <script> cabinet"):
        file = SimpleUploadedFile("drawing.html.txt", content, content_type="text/html")
        assert "Added." in text_of(amina.post(f"{where}add/", {"name": "Drawing", "file": file}, follow=True))
    page = kofi.get(where).content.decode()
    newest, oldest = re.findall(rf'href="({where}doc_[^"]+)"', page)
    got = kofi.get(newest)
    assert b"".join(got.streaming_content) == b"a larger <script> cabinet"  # type: ignore[attr-defined]  # streamed
    assert got["Content-Disposition"].startswith("attachment") and got["Content-Type"] == "text/plain"
    assert got["X-Content-Type-Options"] == "nosniff" and "sandbox" in got["Content-Security-Policy"]
    assert "2 files" in text_of(kofi.get(f"/cases/{case}/"))
    wrong = kofi.post(f"{where}add/", {"name": "A name that stays"})
    assert wrong.status_code == 422 and "Choose a file." in text_of(wrong)
    assert 'value="A name that stays"' in wrong.content.decode()
    assert kofi.post(f"{oldest}back/").status_code == 403
    assert "Taken back." in text_of(amina.post(f"{oldest}back/", follow=True))
    assert amina.post(f"{oldest}back/").status_code == 409
    assert "taken back on" in text_of(kofi.get(where)) and kofi.get(oldest).status_code == 404
    assert signed_in(cast.uma).get(where).status_code == signed_in(cast.uma).get(newest).status_code == 404
    assert Client().get(newest).status_code == 302


def test_a_calendar_has_an_address_that_is_taken_away(cast: Cast) -> None:
    amina = signed_in(cast.amina)
    assert "Make an address for my calendar" in text_of(amina.get("/cases/"))
    page = amina.post("/cases/calendar/", follow=True).content.decode()
    found = re.search(r'href="http[^"]*?(/calendar/[^"]+\.ics)"', page)
    assert found
    got = Client().get(found[1])
    assert got["Content-Type"] == "text/calendar; charset=utf-8" and got.content.startswith(b"BEGIN:VCALENDAR")
    assert Client().get(found[1], headers={"If-None-Match": got["ETag"]}).status_code == 304
    amina.post("/cases/calendar/", {"do": "close"})
    assert Client().get(found[1]).status_code == 404
    assert amina.get("/cases/calendar/").headers["Location"] == "/cases/#calendar"


@pytest.mark.parametrize(
    ("page", "action", "typed", "kept"),
    [
        ("", "task/", {"title": "Send the drawing"}, 'value="Send the drawing"'),
        ("", "plan/", {"next_step": "Visit the dryer"}, 'value="Visit the dryer"'),
        ("", "close/", {"reason": "too_costly", "line": "Too dear."}, ">Too dear.</textarea>"),
        ("", "messages/", {"text": "Half a letter."}, ">Half a letter.</textarea>"),
        ("agreement/", "agreement/term/price/", {"state": "agreed", "line": "9,500"}, 'value="9,500"'),
        ("agreement/", "agreement/pilot/", {"place": "Mombasa"}, 'value="Mombasa"'),
        ("check/", "check/budget/", {"held": "holds", "line": "It does."}, "It does."),
        ("package/", "package/training/", {"state": "outside", "line": "A school."}, 'value="A school."'),
        ("documents/", "documents/add/", {"name": "Drawing"}, 'value="Drawing"'),
    ],
)
def test_words_typed_while_signed_out_wait_for_their_writer(
    cast: Cast, page: str, action: str, typed: dict[str, str], kept: str
) -> None:
    case = opened(cast)
    where, client = f"/cases/{case}/{page}", signed_in(cast.amina)
    form = hidden(client.get(where).content.decode(), f"/cases/{case}/{action}")
    client.logout()
    answer = client.post(f"/cases/{case}/{action}", {**form, **typed})
    assert answer.headers["Location"].startswith("/account/login/?next=")
    sign_in(client, cast.kofi)
    assert kept not in client.get(where).content.decode()
    client.logout()
    client.post(f"/cases/{case}/{action}", {**form, **typed})
    sign_in(client, cast.amina)
    shown = client.get(where)
    assert kept in shown.content.decode() and "You had been signed out. Your words are kept" in text_of(shown)
    assert kept not in client.get(where).content.decode()
    assert client.get(f"/cases/{case}/{action}").headers["Location"] == where


def test_a_button_without_words_says_that_nothing_was_done(cast: Cast) -> None:
    case = opened(cast)
    where, client = f"/cases/{case}/", signed_in(cast.amina)
    form = hidden(client.get(where).content.decode(), f"{where}advance/")
    client.logout()
    client.post(f"{where}advance/", form)
    sign_in(client, cast.amina)
    assert "so nothing was done" in text_of(client.get(where))
    assert case_get(case, for_user=cast.amina).version == int(form["version"])


def test_a_long_thread_turns_its_pages_on_the_case(cast: Cast) -> None:
    case = opened(cast)
    for number in range(33):
        message_send(thread=case, text=f"Word {number}.", by=cast.amina)
    page = signed_in(cast.kofi).get(f"/cases/{case}/").content.decode()
    later = re.search(r'href="(\?after=[^"#]+)#messages"', page)
    assert later and "Word 2." in page and "Word 31." not in page
