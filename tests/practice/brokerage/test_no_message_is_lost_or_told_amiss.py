"""What somebody wrote arrives, is told of, and is called what it is, whatever forms and tabs do to each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from tests.cast import PROVIDER, Cast
from tests.factories.enquiries import sent
from tests.factories.listings import published

from banyan.domain.listings.types import Kind
from banyan.practice.brokerage.models import Message, MessageFile
from banyan.practice.brokerage.selectors import thread_get
from banyan.practice.brokerage.services import enquiry_accept, message_send, messages, thread_read
from banyan.practice.brokerage.types import ThreadView, Upload

DoJobs = Callable[[], list[str]]


@pytest.fixture
def talk(cast: Cast, do_jobs: DoJobs) -> str:
    """An accepted enquiry of Amina about Kofi's offer; Mei is the deputy."""
    offer = published(cast.kofi, Kind.OFFER, organisation=PROVIDER, deputy="mei@example.org").id
    one = sent(cast.amina, offer)
    enquiry_accept(public_id=one, by=cast.kofi)
    do_jobs()
    mail.outbox.clear()
    return one


def test_whoever_goes_back_in_the_browser_and_writes_something_else_sends_that_too(cast: Cast, talk: str) -> None:
    first = message_send(thread=talk, text="Tuesday?", by=cast.amina, token="form")
    other = message_send(thread=talk, text="No, Wednesday.", by=cast.amina, token="form")
    file = message_send(
        thread=talk, text="Tuesday?", by=cast.amina, token="form", files=[Upload("plan.txt", b"the plan")]
    )
    assert len({first, other, file}) == 3
    assert message_send(thread=talk, text="Tuesday?", by=cast.amina, token="form") == first


def test_what_a_colleague_wrote_does_not_stand_for_a_letter_about_the_answer(
    cast: Cast, talk: str, do_jobs: DoJobs
) -> None:
    message_send(thread=talk, text="We send a price today.", by=cast.mei)
    do_jobs()
    mail.outbox.clear()
    message_send(thread=talk, text="Thank you. In which currency?", by=cast.amina)
    do_jobs()
    assert [one.to for one in mail.outbox] == [["kofi@example.org"]]


def test_a_message_that_comes_while_the_page_is_made_stays_unread(
    cast: Cast, talk: str, do_jobs: DoJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_send(thread=talk, text="First.", by=cast.amina)
    thread_read(talk, by=cast.kofi)
    do_jobs()

    def shown_then_written(thread: str, **names: object) -> ThreadView:
        view = thread_get(thread, for_user=cast.kofi)
        message_send(thread=thread, text="Second.", by=cast.amina)
        return view

    monkeypatch.setattr(messages, "thread_get", shown_then_written)
    assert [one.text for one in thread_read(talk, by=cast.kofi).messages] == ["First."]
    monkeypatch.undo()
    do_jobs()
    assert [one.to for one in mail.outbox] == [["kofi@example.org"]]
    assert [(one.text, one.fresh) for one in thread_read(talk, by=cast.kofi).messages] == [
        ("First.", False), ("Second.", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("run.bat", "run.bat.txt"), ("page.html", "page.html.txt"), ("sums.csv", "sums.csv.txt"),
        ("plan.TXT", "plan.TXT"), ("", "file.txt"), ("../../x", "x.txt"), ("txt", "txt.txt"),
        ("a\r\nb.txt", "a b.txt"), ("x\u202etxt.exe", "xtxt.exe.txt"),
    ],
)  # fmt: skip
def test_a_file_is_called_what_it_is(cast: Cast, talk: str, name: str, kept: str) -> None:
    message_send(thread=talk, text="", files=[Upload(name, b"echo hello")], by=cast.amina)
    assert MessageFile.objects.get().name == kept
    assert Message.objects.count() == 1


def test_a_very_long_name_of_a_file_keeps_its_ending(cast: Cast, talk: str) -> None:
    message_send(thread=talk, text="", files=[Upload("x" * 300 + ".pdf", b"%PDF-1.7 ...")], by=cast.amina)
    row = MessageFile.objects.get()
    assert len(row.name) <= 160 and row.name.endswith(".pdf")
