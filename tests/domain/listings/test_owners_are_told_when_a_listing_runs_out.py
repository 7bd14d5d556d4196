from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from tests.cast import PROVIDER, Cast
from tests.factories.listings import published

from banyan.base.clock import standing_at
from banyan.domain.accounts.models import User
from banyan.domain.listings.services import listing_confirm, listing_expire_due, listing_remind_due
from banyan.domain.listings.types import Kind

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DoJobs = Callable[[], list[str]]
Told = Callable[[int], list[tuple[str, str]]]


@contextmanager
def after(days: int) -> Iterator[None]:
    with standing_at(START + timedelta(days=days)):
        yield


@pytest.fixture
def told_on(do_jobs: DoJobs) -> Told:
    """To whom and what (the subject up to the title), once everything that is due on the day was done twice."""

    def look(day: int) -> list[tuple[str, str]]:
        do_jobs()
        mail.outbox.clear()
        with after(day):
            for _twice in range(2):
                listing_remind_due()
                listing_expire_due()
                do_jobs()
        return [(one.to[0].split("@")[0], str(one.subject).split("\u2068")[0].strip()) for one in mail.outbox]

    return look


def test_a_month_and_a_week_before_and_when_it_is_over(cast: Cast, told_on: Told) -> None:
    with after(0):
        published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    found = {day: told for day in (300, 334, 340, 358, 360, 365, 366, 370) if (told := told_on(day))}
    assert found == {
        334: [("kofi", "Is it still valid?")],
        358: [("kofi", "Is it still valid?")],
        366: [("kofi", "Not shown any more:")],
    }


def test_the_letter_says_the_last_day_and_works_as_text(cast: Cast, told_on: Told) -> None:
    with after(0):
        published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    told_on(334)
    (letter,) = mail.outbox
    assert "December 1, 2027" in letter.body
    assert "one click keeps it" in letter.body
    assert "/mine/" in letter.body


def test_what_closes_on_a_day_of_its_own_is_not_asked_whether_it_is_valid(cast: Cast, told_on: Told) -> None:
    with after(0):
        published(cast.kofi, Kind.FUNDING, organisation=PROVIDER, closes="2026-12-20")
    assert told_on(13) == [("kofi", "Ends soon:")]
    assert told_on(20) == [("kofi", "Not shown any more:")]
    assert "give a later day" in mail.outbox[0].body


def test_whoever_confirmed_meanwhile_gets_no_letter(cast: Cast, do_jobs: DoJobs) -> None:
    with after(0):
        made = published(cast.kofi, Kind.OFFER, organisation=PROVIDER)
    with after(340):
        listing_remind_due()
        listing_confirm(public_id=made.id, by=cast.kofi)
        do_jobs()
    assert not [one for one in mail.outbox if "valid" in str(one.subject)]


def test_nothing_goes_to_a_closed_account_but_to_whoever_is_next(cast: Cast, told_on: Told) -> None:
    with after(0):
        published(cast.mei, Kind.OFFER, organisation=PROVIDER)
    User.objects.filter(pk=cast.mei.pk).update(is_active=False)
    assert told_on(334) == [("kofi", "Is it still valid?")]
