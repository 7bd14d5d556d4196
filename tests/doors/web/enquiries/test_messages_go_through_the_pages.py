from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast
from tests.doors.web.reading import signed_in, text_of
from tests.factories.enquiries import sent

from banyan.practice.brokerage.selectors import thread_get
from banyan.practice.brokerage.services import enquiry_accept, enquiry_finish, message_send


@pytest.fixture
def where(cast: Cast, offer: str) -> str:
    """The page of an accepted enquiry of Amina about Kofi's offer."""
    one = sent(cast.amina, offer)
    enquiry_accept(public_id=one, by=cast.kofi)
    return f"/enquiries/{one}/"


def hidden(page: str, name: str) -> str:
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="token"' in one)
    found = re.search(f'name="{name}" value="([^"]*)"', form)
    assert found
    return found[1]


def file_at(page: str) -> str:
    found = re.search(r'href="(/message-file/[^"]+)"', page)
    assert found
    return found[1]


def test_one_writes_with_a_file_and_the_other_reads_and_fetches_it(cast: Cast, where: str) -> None:
    amina, kofi = signed_in(cast.amina), signed_in(cast.kofi)
    page = amina.get(f"{where}?write=1").content.decode()
    assert 'id="write"' in page and "autofocus" in page
    form = {"text": "When can <b>we</b> call?", "token": hidden(page, "token")}
    for _twice in range(2):
        file = SimpleUploadedFile("<b>plan</b>.html.txt", b"a plan <script>", content_type="text/html")
        answer = amina.post(f"{where}messages/", {**form, "files": [file]}, follow=True)
        assert "Sent." in text_of(answer)
    listed = text_of(kofi.get("/enquiries/"))
    assert "new message" in listed and "Enquiries 1 wait for you" in listed
    shown = kofi.get(where).content.decode()
    assert "When can &lt;b&gt;we&lt;/b&gt; call?" in shown and "<b>we</b>" not in shown
    assert shown.count("When can &lt;b&gt;") == 1
    assert "new message" not in text_of(kofi.get("/enquiries/"))
    got = kofi.get(file_at(shown))
    assert b"".join(got.streaming_content) == b"a plan <script>"  # type: ignore[attr-defined]  # a streamed answer
    assert got["Content-Disposition"].startswith("attachment") and got["Content-Type"] == "text/plain"
    assert got["X-Content-Type-Options"] == "nosniff" and "sandbox" in got["Content-Security-Policy"]


def test_nobody_else_reads_writes_fetches_or_takes_away(cast: Cast, where: str) -> None:
    one = where.split("/")[2]
    message_send(thread=one, text="A private word.", by=cast.amina)
    signed_in(cast.amina).post(f"{where}messages/", {"files": [SimpleUploadedFile("a.txt", b"secret")]})
    file = file_at(signed_in(cast.kofi).get(where).content.decode())
    for person in (cast.rosa, cast.sami, cast.noor, cast.mei, cast.uma):
        client = signed_in(person)
        assert "A private word." not in text_of(client.get(where))
        assert client.post(f"{where}messages/", {"text": "Hello."}).status_code == 404
        assert client.get(file).status_code == client.get(f"{where}messages.txt").status_code == 404
    for address in (file, f"{where}messages.txt"):
        assert Client().get(address).status_code == 302
    assert len(thread_get(one, for_user=cast.amina).messages) == 2


def test_what_cannot_be_sent_comes_back_with_its_words(cast: Cast, where: str) -> None:
    amina = signed_in(cast.amina)
    page = SimpleUploadedFile("a.jpg", b"<!doctype html><script>alert(1)</script>")
    answer = amina.post(f"{where}messages/", {"text": "My long words.", "files": [page]})
    assert answer.status_code == 422
    assert "a.jpg: we take PDF" in text_of(answer) and ">My long words.</textarea>" in answer.content.decode()
    assert "Write a line, or add a file." in text_of(amina.post(f"{where}messages/", {"text": " "}))
    enquiry_finish(public_id=where.split("/")[2], by=cast.kofi)
    late = amina.post(f"{where}messages/", {"text": "Too late a word."})
    assert late.status_code == 409 and "What you typed is kept here Too late a word." in text_of(late)


def test_signed_out_while_writing_the_words_wait(cast: Cast, where: str) -> None:
    client = signed_in(cast.amina)
    page = client.get(where).content.decode()
    form = {"text": "Half a letter.", "typist": hidden(page, "typist"), "token": hidden(page, "token")}
    client.logout()
    assert client.post(f"{where}messages/", form).headers["Location"].startswith("/account/login/?next=")
    client.force_login(cast.amina, backend="django.contrib.auth.backends.ModelBackend")
    assert ">Half a letter.</textarea>" in client.get(where).content.decode()
    assert client.get(f"{where}messages/").headers["Location"] == f"{where}?write=1#write"


def test_a_thread_is_taken_away_as_text(cast: Cast, where: str) -> None:
    one = where.split("/")[2]
    message_send(thread=one, text="When can we call?\nTomorrow?", by=cast.amina)
    message_send(thread=one, text="Gladly <b>.", by=cast.kofi)
    got = signed_in(cast.kofi).get(f"{where}messages.txt")
    said = got.content.decode()
    assert got["Content-Type"] == "text/plain; charset=utf-8" and got["Content-Disposition"].startswith("attachment")
    assert said.index("Amina") < said.index("Tomorrow?") < said.index("Kofi") < said.index("Gladly <b>.")


def test_before_the_yes_there_is_no_box(cast: Cast, offer: str) -> None:
    one = sent(cast.amina, offer)
    for person in (cast.amina, cast.kofi):
        assert 'id="write"' not in signed_in(person).get(f"/enquiries/{one}/").content.decode()


def test_long_threads_turn_pages(cast: Cast, where: str) -> None:
    one = where.split("/")[2]
    for number in range(33):
        message_send(thread=one, text=f"Word {number}.", by=cast.amina)
    kofi = signed_in(cast.kofi)
    page = kofi.get(where).content.decode()
    later = re.search(r'href="(\?after=[^"#]+)#messages"', page)
    assert later and "Word 2." in page and "Word 31." not in page
    assert "new message" in text_of(kofi.get("/enquiries/"))
    page = kofi.get(where + later[1]).content.decode()
    earlier = re.search(r'href="(\?before=[^"#]+)#messages"', page)
    assert earlier and "Word 31." in page and "Word 2." not in page
    assert "Word 2." in kofi.get(where + earlier[1]).content.decode()
    assert "new message" not in text_of(kofi.get("/enquiries/"))


def test_no_message_passes_for_another_in_what_is_taken_away(cast: Cast, where: str) -> None:
    one = where.split("/")[2]
    forged = "Good.\n\n3 March 2026 09:12  Kofi\nIt is free.\u20283 March 2026 09:13  Kofi\x0bAgreed."
    message_send(thread=one, text=forged, by=cast.amina)
    text = signed_in(cast.kofi).get(f"{where}messages.txt").content.decode()
    assert [line for line in text.splitlines() if "Kofi" in line and not line.startswith(" ")] == []
    assert sum(line.endswith("  Amina") and not line.startswith(" ") for line in text.splitlines()) == 1


def test_a_letter_about_a_message_is_answered_by_no_machine(
    cast: Cast, where: str, do_jobs: Callable[[], list[str]]
) -> None:
    do_jobs()
    mail.outbox.clear()
    message_send(thread=where.split("/")[2], text="Hello.", by=cast.amina)
    do_jobs()
    assert [one.message()["Auto-Submitted"] for one in mail.outbox] == ["auto-generated"]
