"""When nobody of a chapter does anything while something waits, the chapter above looks after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import CHAPTER, Cast, person
from tests.factories.desk import item, items, silent_enquiry, to_check
from tests.factories.places import chapter

from banyan.base.clock import now, standing_at
from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapter_by_slug, chapters_above, chapters_served
from banyan.domain.chapters.services import servant_add, servant_remove
from banyan.domain.chapters.types import ChapterRole
from banyan.practice.brokerage.rules.desk import is_silent
from banyan.practice.brokerage.selectors import enquiry_get
from banyan.practice.brokerage.services.desk import desk_take
from banyan.practice.brokerage.services.silence import desks_look
from banyan.practice.brokerage.types.desk import Matter

LATER = timedelta(days=15)


@pytest.fixture
def above(cast: Cast) -> SignedIn:
    """The steward of the chapter above."""
    parent = chapter("africa", sdgs=("17",))
    child = chapter_by_slug(CHAPTER)
    child.parent = parent
    child.save()
    awa = person("awa")
    servant_add(chapter=parent, user_pk=awa.pk, person=person_of(awa), role=ChapterRole.STEWARD)
    return awa


def test_what_waits_at_a_silent_desk_is_seen_and_done_from_above(
    cast: Cast, above: SignedIn, do_jobs: Callable[[], list[str]]
) -> None:
    one = silent_enquiry(cast)
    assert items(above) == []
    do_jobs()
    mail.outbox.clear()
    with standing_at(now() + LATER):
        assert desks_look() == 1
        assert desks_look() == 0, "it is told once"
        assert [line.id for line in items(above)] == [one]
        assert item(above, one).risen
        assert not item(cast.rosa, one).risen
        assert enquiry_get(one, for_user=above).id == one, "they can deal with it, not only look"
        assert desk_take(matter=Matter.ENQUIRY, thing=one, by=above)
    do_jobs()
    assert [(letter.to, "Eastern Africa" in letter.subject) for letter in mail.outbox] == [(["awa@example.org"], True)]


def test_one_who_does_something_is_not_silent_and_ends_the_silence(cast: Cast, above: SignedIn) -> None:
    one = silent_enquiry(cast)
    with standing_at(now() + LATER):
        desk_take(matter=Matter.ENQUIRY, thing=one, by=cast.rosa)
        assert desks_look() == 0
    with standing_at(now() + 2 * LATER):
        assert desks_look() == 1
        desk_take(matter=Matter.ENQUIRY, thing=one, by=above) if not item(above, one).holder else None
        assert [line.id for line in items(above)] == [one]
    with standing_at(now() + 2 * LATER + timedelta(days=1)):
        desk_take(matter=Matter.REVIEW, thing=to_check(), by=cast.rosa)
        assert desks_look() == 1
        assert items(above) == []


def test_where_nothing_waits_long_there_is_no_silence(cast: Cast, above: SignedIn) -> None:
    with standing_at(now() + 2 * LATER):
        to_check()
        assert desks_look() == 0
        assert items(above) == []


def test_a_desk_without_anybody_rises_at_once(cast: Cast, above: SignedIn) -> None:
    one, branch = to_check(), chapter_by_slug(CHAPTER)
    servant_remove(chapter=branch, user_pk=cast.rosa.pk, person=person_of(cast.rosa), role=ChapterRole.BROKER)
    cast.sami.is_active = False
    cast.sami.save()
    assert desks_look() == 1
    assert [line.id for line in items(above)] == [one]
    with pytest.raises(NotAllowed):
        items(cast.rosa)


def test_two_silent_ones_rise_two_floors_and_a_ring_has_an_end(cast: Cast, above: SignedIn) -> None:
    top, middle, child = chapter("world", sdgs=("16",)), chapter_by_slug("africa"), chapter_by_slug(CHAPTER)
    middle.parent, middle.silent_since, child.silent_since, top.parent = top, now(), now(), child
    for one in (middle, child, top):
        one.save()
    boss = person("boss")
    servant_add(chapter=top, user_pk=boss.pk, person=person_of(boss), role=ChapterRole.BROKER)
    assert chapters_served(boss, ChapterRole.BROKER) == {top.pk, middle.pk, child.pk}
    assert chapters_served(cast.rosa, ChapterRole.BROKER) == {child.pk}
    assert chapters_above(child.pk) == (top.pk,)


def test_without_a_chapter_above_the_node_is_told(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    silent_enquiry(cast)
    do_jobs()
    mail.outbox.clear()
    with standing_at(now() + LATER):
        desks_look()
    do_jobs()
    assert [letter.to for letter in mail.outbox] == [["noor@example.org"]]


NOW = datetime(2026, 6, 1, tzinfo=UTC)
ago = st.integers(0, 60).map(lambda days: NOW - timedelta(days=days))


@given(st.none() | ago, st.none() | ago, st.none() | ago, st.booleans(), st.integers(1, 30))
def test_silence_is_patience_on_both_sides(
    oldest: datetime | None, act: datetime | None, since: datetime | None, served: bool, days: int
) -> None:
    patience = timedelta(days=days)
    found = is_silent(oldest, act, silent_since=since, served=served, days=days, now=NOW)
    if since is None and oldest is None:
        assert not found
    if since is not None and act is None:
        assert found, "only somebody who does something ends it"
    if found and since is None and served:
        assert oldest is not None
        assert NOW - oldest >= patience
        assert act is None or NOW - act >= patience
