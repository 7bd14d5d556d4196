"""One queue: each kind of thing that waits for a chapter stands there, for those who look after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.factories.cases import introduced
from tests.factories.desk import expiring, item, items, one_of_each, stuck_case, to_check

from banyan.base.clock import now, standing_at, today
from banyan.base.errors import NotAllowed
from banyan.domain.listings.services import listing_confirm, listing_transition
from banyan.domain.listings.types import Verb
from banyan.practice.brokerage.selectors.desk import desk
from banyan.practice.brokerage.selectors.desk_load import loads
from banyan.practice.brokerage.services.cases import case_plan, case_release, case_task_add
from banyan.practice.brokerage.services.desk import desk_take
from banyan.practice.brokerage.types.desk import DeskFilter, Matter, Whose, Why


def test_each_kind_of_thing_waits_with_its_reason(cast: Cast) -> None:
    made = one_of_each(cast)
    for reader in (cast.rosa, cast.sami, cast.noor):
        found = {one.matter: one for one in items(reader)}
        assert {matter: one.id for matter, one in found.items()} == made
        assert {matter: one.whys for matter, one in found.items()} == {
            Matter.REVIEW: (Why.NEW,),
            Matter.ENQUIRY: (Why.SILENT,),
            Matter.CASE: (Why.NO_STEP,),
            Matter.ANSWER: (Why.REPLIED,),
            Matter.EXPIRING: (Why.EXPIRES,),
        }


def test_the_oldest_promise_comes_first(cast: Cast) -> None:
    one_of_each(cast)
    days = [one.due for one in items(cast.rosa)]
    assert days == sorted(days)
    assert [one.late for one in items(cast.rosa)] == [day < today() for day in days]


def test_nobody_without_a_desk_sees_one(cast: Cast) -> None:
    one_of_each(cast)
    for reader in (cast.amina, cast.kofi, cast.mei, *cast.outsiders()):
        with pytest.raises(NotAllowed):
            desk(reader)
        with pytest.raises(NotAllowed):
            loads(reader)


def test_a_page_at_a_time_loses_and_doubles_nothing(cast: Cast) -> None:
    made = {to_check(title=f"Need {number}") for number in range(7)}
    found, cursor = [], ""
    while True:
        page = desk(cast.rosa, cursor=cursor, size=2).page
        found += [one.id for one in page.rows]
        if page.next is None:
            break
        cursor = page.next
    assert len(found) == 7
    assert set(found) == made


def test_it_is_filtered_by_kind_chapter_language_and_whose(cast: Cast) -> None:
    made = one_of_each(cast)
    french = to_check(language="fr", title="Sécher des mangues")
    desk_take(matter=Matter.REVIEW, thing=french, by=cast.rosa)
    assert [one.id for one in items(cast.rosa, matter=Matter.CASE)] == [made[Matter.CASE]]
    assert [one.id for one in items(cast.rosa, language="fr")] == [french]
    assert [one.id for one in items(cast.rosa, whose=Whose.MINE, matter=Matter.REVIEW)] == [french]
    assert french not in {one.id for one in items(cast.rosa, whose=Whose.NOBODYS)}
    assert items(cast.noor, chapter="eastern-africa") == items(cast.noor)
    assert items(cast.noor, chapter="elsewhere") == []
    seen = desk(cast.rosa, DeskFilter(language="fr"))
    assert dict(seen.matters)[Matter.REVIEW] == 2
    assert seen.languages == ("en", "fr")


def test_what_is_done_waits_no_more(cast: Cast) -> None:
    review, offer, case = to_check(), expiring(cast), stuck_case(cast)
    listing_transition(public_id=review, verb=Verb.PUBLISH, by=cast.rosa)
    listing_confirm(public_id=offer, by=cast.kofi)
    case_plan(public_id=case, next_step="Call", due=today() + timedelta(days=5), by=cast.rosa)
    assert items(cast.rosa) == []
    with standing_at(now() + timedelta(days=9)):
        assert [one.whys for one in items(cast.rosa)] == [(Why.NO_MOVE,)]


def test_overdue_tasks_of_nobody_and_cases_of_somebody_who_left_come_to_the_desk(cast: Cast) -> None:
    case = introduced(cast)
    assert items(cast.sami) == []
    task_of_nobody = today() - timedelta(days=1)
    case_task_add(public_id=case, title="Ask for a price", due=task_of_nobody, by=cast.rosa)
    assert [(one.whys, one.due) for one in items(cast.sami)] == [((Why.TASK_OF_NOBODY,), task_of_nobody)]
    cast.rosa.is_active = False
    cast.rosa.save()
    assert item(cast.sami, case).whys == (Why.TASK_OF_NOBODY, Why.BROKER_LEFT)
    assert item(cast.sami, case).holder is None
    case_release(public_id=case, by=cast.sami)
    assert item(cast.sami, case).whys == (Why.TASK_OF_NOBODY,)
