"""A page shows thirty messages; whoever has more to read begins where they stopped, and misses none."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.factories.enquiries import sent

from banyan.practice.brokerage.selectors import thread_get, waiting_count
from banyan.practice.brokerage.services import enquiry_accept, message_send, thread_read


@pytest.fixture
def talk(cast: Cast, offer: str) -> str:
    """An accepted enquiry in which Amina has written forty-five messages that Kofi has not read."""
    one = sent(cast.amina, offer)
    enquiry_accept(public_id=one, by=cast.kofi)
    for number in range(45):
        message_send(thread=one, text=str(number), by=cast.amina)
    return one


def test_what_stands_on_no_page_yet_stays_unread(cast: Cast, talk: str) -> None:
    first = thread_read(talk, by=cast.kofi)
    assert [one.text for one in first.messages] == [str(n) for n in range(30)]
    assert first.earlier is None and first.later
    assert waiting_count(cast.kofi) == 1
    second = thread_read(talk, by=cast.kofi, after=first.later)
    assert [(one.text, one.fresh) for one in second.messages] == [(str(n), True) for n in range(30, 45)]
    assert second.later is None and second.earlier
    assert waiting_count(cast.kofi) == 0


def test_looking_back_makes_nothing_unread_and_nothing_read(cast: Cast, talk: str) -> None:
    newest = thread_get(talk, for_user=cast.kofi)
    thread_read(talk, by=cast.kofi, before=newest.earlier or "")
    assert waiting_count(cast.kofi) == 1
    first = thread_read(talk, by=cast.kofi)
    thread_read(talk, by=cast.kofi, after=first.later or "")
    thread_read(talk, by=cast.kofi, after=first.later or "")
    thread_read(talk, by=cast.kofi, before=newest.earlier or "")
    assert waiting_count(cast.kofi) == 0
    assert [one.text for one in thread_read(talk, by=cast.kofi).messages] == [str(n) for n in range(15, 45)]


def test_whoever_answers_meanwhile_has_not_read_the_rest(cast: Cast, talk: str) -> None:
    thread_read(talk, by=cast.kofi)
    message_send(thread=talk, text="Wait.", by=cast.kofi)
    shown = thread_read(talk, by=cast.kofi)
    assert [one.text for one in shown.messages][:1] == ["16"] and shown.later is None
