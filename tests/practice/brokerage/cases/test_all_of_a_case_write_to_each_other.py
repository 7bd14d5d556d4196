"""Messages of a case: both sides and the broker who has it in hand; names and addresses as the case tells them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.core import mail
from tests.cast import Cast
from tests.factories.cases import closed, introduced, opened

from banyan.base.errors import Invalid, NotFound
from banyan.domain.moderation.types import Reason
from banyan.practice.brokerage.errors import NoSuchThread, ThreadClosed
from banyan.practice.brokerage.models import Case, MessageFile
from banyan.practice.brokerage.selectors import message_file, thread_get, thread_whole
from banyan.practice.brokerage.selectors.cases import cases
from banyan.practice.brokerage.services import message_report, message_send, message_to_report, thread_read
from banyan.practice.brokerage.services.cases import case_name, case_release, case_take
from banyan.practice.brokerage.types import Upload

DoJobs = Callable[[], list[str]]
PEOPLE = ("amina", "kofi", "mei", "rosa", "sami", "noor", "uma")
#: What is tried → for each of PEOPLE. Rosa has the case in hand; Sami and Noor could take it.
TABLE = {
    "send": "y y - y - - -",
    "get": "y y - y - - -",
    "read": "y y - y - - -",
    "file": "y y - y - - -",
    "report": "- y - y - - -",
}


def tell_names(cast: Cast, case: str) -> None:
    case_name(public_id=case, by=cast.amina)
    case_name(public_id=case, by=cast.kofi)


@pytest.mark.parametrize("what", TABLE)
def test_the_table_holds(cast: Cast, what: str) -> None:
    case = introduced(cast)
    tell_names(cast, case)
    message = message_send(thread=case, text="", files=[Upload("plan.txt", b"a plan")], by=cast.amina)
    file = MessageFile.objects.get().public_id
    found = []
    for who in PEOPLE:
        person = getattr(cast, who)
        known: dict[str, Callable[[], object]] = {
            "send": partial(message_send, thread=case, text="Hello.", by=person),
            "get": partial(thread_get, case, for_user=person),
            "read": partial(thread_read, case, by=person),
            "file": partial(message_file, file, for_user=person),
            "report": partial(message_report, public_id=message, reason=Reason.SPAM, by=person),
        }
        try:
            known[what]()
            found.append("y")
        except NotFound:
            found.append("-")
        except Exception as error:
            assert what == "report" and who == "amina", error  # nobody reports their own words
            found.append("-")
    assert " ".join(found) == TABLE[what]


def test_before_names_are_told_nobody_reads_a_name_an_address_or_a_file(cast: Cast, do_jobs: DoJobs) -> None:
    case = introduced(cast, anonymous=True)
    do_jobs()
    mail.outbox.clear()
    message_send(thread=case, text="Write to amina@example.org or call +254 700 123 456.", by=cast.amina)
    with pytest.raises(Invalid, match="Files carry names"):
        message_send(thread=case, text="", files=[Upload("amina.txt", b"Amina")], by=cast.amina)
    do_jobs()
    assert {one.to[0] for one in mail.outbox} == {"kofi@example.org", "rosa@example.org"}
    (letter,) = [one for one in mail.outbox if one.to == ["kofi@example.org"]]
    assert "The seeker" in str(letter.body) and "Amina" not in letter.message().as_string()
    assert f"/cases/{case}/?write=1#write" in str(letter.body)
    for view in (thread_read(case, by=cast.kofi), thread_whole(case, for_user=cast.kofi)):
        (one,) = view.messages
        assert (one.name, one.mine, view.files) == ("The seeker", False, False)
        assert "example.org" not in one.text and "700" not in one.text
    message = thread_get(case, for_user=cast.kofi).messages[0].id
    assert "example.org" not in message_to_report(message, for_user=cast.kofi).words
    assert "amina@example.org" in thread_get(case, for_user=cast.amina).messages[0].text
    tell_names(cast, case)
    shown = thread_get(case, for_user=cast.kofi).messages[0]
    assert shown.name == "Amina" and "amina@example.org" in shown.text
    message_send(thread=case, text="", files=[Upload("plan.txt", b"a plan")], by=cast.amina)
    assert len(thread_get(case, for_user=cast.kofi).messages[1].files) == 1


def test_each_of_the_three_hears_once_until_they_have_read(cast: Cast, do_jobs: DoJobs) -> None:
    case = introduced(cast)
    tell_names(cast, case)
    do_jobs()
    mail.outbox.clear()
    message_send(thread=case, text="A first word.", by=cast.rosa)
    message_send(thread=case, text="Gladly.", by=cast.amina)
    do_jobs()
    assert sorted(one.to[0] for one in mail.outbox) == ["amina@example.org", "kofi@example.org", "rosa@example.org"]
    assert [row.unread for row in cases(cast.kofi).rows] == [True]
    assert [row.unread for row in cases(cast.rosa, chapter=True).rows] == [True]
    assert [row.unread for row in cases(cast.sami, chapter=True).rows] == [False]
    thread_read(case, by=cast.kofi)
    assert [row.unread for row in cases(cast.kofi).rows] == [False]
    mail.outbox.clear()
    message_send(thread=case, text="And a second.", by=cast.rosa)
    do_jobs()
    assert [one.to for one in mail.outbox] == [["kofi@example.org"]]


def test_whoever_takes_the_case_in_hand_reads_along_and_whoever_gave_it_back_no_more(cast: Cast) -> None:
    case = opened(cast)
    message_send(thread=case, text="Between us.", by=cast.amina)
    with pytest.raises(NoSuchThread):
        thread_get(case, for_user=cast.rosa)
    case_take(public_id=case, by=cast.rosa)
    message_send(thread=case, text="I can help.", by=cast.rosa)
    assert [one.name for one in thread_get(case, for_user=cast.kofi).messages] == ["Amina", "Rosa"]
    case_release(public_id=case, by=cast.sami)
    with pytest.raises(NoSuchThread):
        message_send(thread=case, text="One more.", by=cast.rosa)
    assert [one.name for one in thread_get(case, for_user=cast.kofi).messages] == ["Amina", "Rosa"]


def test_a_closed_case_is_read_and_not_written_in(cast: Cast) -> None:
    case = opened(cast)
    message_send(thread=case, text="Thank you.", by=cast.amina)
    closed(case, cast.kofi)
    with pytest.raises(ThreadClosed):
        message_send(thread=case, text="One more.", by=cast.amina)
    shown = thread_get(case, for_user=cast.kofi)
    assert ([one.text for one in shown.messages], shown.open) == (["Thank you."], False)


def test_nobody_writes_where_nobody_else_is_left(cast: Cast) -> None:
    case = opened(cast)
    Case.objects.update(provider=None, offer=None)
    assert not thread_get(case, for_user=cast.amina).open
