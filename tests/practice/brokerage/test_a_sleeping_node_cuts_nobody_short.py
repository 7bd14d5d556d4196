"""After a long sleep of the node nobody loses the time they were promised, and no row waits behind others for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import CHAPTER, PROVIDER, Cast
from tests.factories.enquiries import sent, state_of
from tests.factories.listings import published

from banyan.base.clock import standing_at
from banyan.domain.listings.types import Kind
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.services import enquiries_due, enquiry_ask
from banyan.practice.brokerage.types import Nudge, State

DoJobs = Callable[[], list[str]]
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def after(days: float) -> datetime:
    return START + timedelta(days=days)


def letters() -> list[tuple[str, str]]:
    found = [(str(one.to[0].split("@")[0]), str(one.subject).split(" ")[0]) for one in mail.outbox]
    mail.outbox.clear()
    return found


@pytest.fixture
def offer(cast: Cast) -> str:
    return published(cast.kofi, Kind.OFFER, organisation=PROVIDER, deputy="mei@example.org", chapter=CHAPTER).id


def wake(days: float, do_jobs: DoJobs) -> list[tuple[str, str]]:
    with standing_at(after(days)):
        for _sweep in range(4):
            enquiries_due()
        do_jobs()
    return letters()


def test_each_who_steps_in_late_has_the_whole_of_their_time(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    with standing_at(START):
        one = sent(cast.amina, offer)
        do_jobs()
    mail.outbox.clear()
    assert wake(50, do_jobs) == [("mei", "Please")]
    assert wake(52.9, do_jobs) == []
    assert wake(53.1, do_jobs) == [("rosa", "For"), ("sami", "For")]
    assert wake(79, do_jobs) == []
    assert state_of(one, cast.amina) is State.OPEN
    assert wake(81, do_jobs) == [("amina", "The"), ("kofi", "The")]
    assert state_of(one, cast.amina) is State.CLOSED


def test_an_asker_who_slept_with_the_node_is_reminded_before_it_ends(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    with standing_at(START):
        one = sent(cast.amina, offer)
        enquiry_ask(public_id=one, text="How much power is there?", by=cast.kofi)
        do_jobs()
    mail.outbox.clear()
    with standing_at(after(60)):
        enquiries_due()
        enquiries_due()
        do_jobs()
    assert "It was your turn" in str(mail.outbox[0].body)
    assert letters() == [("amina", "Your")]
    assert wake(89, do_jobs) == []
    wake(91, do_jobs)
    assert state_of(one, cast.amina) is State.CLOSED


def test_many_rows_that_wait_do_not_starve_a_new_one(cast: Cast, offer: str, do_jobs: DoJobs) -> None:
    with standing_at(START):
        old = [sent(person, offer) for person in (cast.amina, cast.uma, cast.rosa)]
    for days in (8, 9, 12):
        with standing_at(after(days)):
            enquiries_due()
    with standing_at(after(10)):
        new = sent(cast.sami, offer)
    with standing_at(after(16)):
        assert enquiries_due(most=1) == 1
    assert Enquiry.objects.get(public_id=new).taken == Nudge.REMINDER
    assert {one.taken for one in Enquiry.objects.filter(public_id__in=old)} == {Nudge.CHAPTER}


def test_a_broken_row_goes_to_the_end_of_the_line(
    cast: Cast, offer: str, do_jobs: DoJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    with standing_at(START):
        broken, sound = sent(cast.amina, offer), sent(cast.uma, offer)
    Enquiry.objects.filter(public_id=broken).update(first_due=F("first_due") - timedelta(days=1), taken=99)
    with standing_at(after(6)):
        enquiries_due(most=1)
        enquiries_due(most=1)
        assert Enquiry.objects.get(public_id=sound).taken == Nudge.REMINDER


def test_every_live_row_knows_when_it_is_looked_at_next(cast: Cast, offer: str) -> None:
    with standing_at(START):
        one = sent(cast.amina, offer)
        row = Enquiry.objects.get(public_id=one)
        assert row.next_at is not None and row.due is not None
        assert row.next_at == row.due - timedelta(days=2)
    with standing_at(after(40)):
        for _sweep in range(2):
            enquiries_due()
        row.refresh_from_db()
        assert row.next_at == after(40) + rules.TO_CHAPTER


LONG = st.integers(1, 24 * 200)


@given(st.lists(LONG, min_size=1, max_size=12), st.integers(rules.LEAST_DAYS, rules.MOST_DAYS), st.booleans())
def test_between_two_letters_there_is_always_the_time_that_was_promised(
    naps: list[int], days: int, asked: bool
) -> None:
    """However the node sleeps: deputy, chapter and end each come no sooner after the one before than was said."""
    state = State.ASKED if asked else State.OPEN
    due, now, taken, acted = after(days), START, Nudge.NONE, None
    done: list[tuple[Nudge, datetime]] = []
    for hours in (*naps, *[24] * 100):
        now += timedelta(hours=hours)
        while nudge := rules.next_nudge(state, due, days, taken=taken, acted=acted, now=now):
            done.append((nudge, now))
            taken, acted = nudge, now
            if nudge is Nudge.END:
                break
        if taken is Nudge.END:
            break
    kinds = [nudge for nudge, _at in done]
    assert kinds == sorted(kinds) and len(set(kinds)) == len(kinds)
    assert kinds[-1] is Nudge.END
    if asked:
        assert kinds == [Nudge.REMINDER, Nudge.END]
        assert done[1][1] - max(due, done[0][1]) >= rules.TO_END
        return
    assert kinds[-3:] == [Nudge.DEPUTY, Nudge.CHAPTER, Nudge.END]
    when = dict(done)
    assert when[Nudge.DEPUTY] >= due
    assert when[Nudge.CHAPTER] - when[Nudge.DEPUTY] >= rules.TO_CHAPTER
    assert when[Nudge.END] - when[Nudge.CHAPTER] >= rules.TO_END - rules.TO_CHAPTER
