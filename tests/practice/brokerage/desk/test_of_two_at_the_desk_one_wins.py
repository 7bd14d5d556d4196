"""Two brokers take the same thing at the same moment: the database lets one through, and the other is told who."""

from __future__ import annotations

from functools import partial

import pytest
from tests.cast import Cast, gather
from tests.doors.web.safety.test_two_at_once_do_no_harm import at_once
from tests.factories.desk import item, one_of_each, to_check

from banyan.practice.brokerage.errors import AlreadyTaken
from banyan.practice.brokerage.models import Taken
from banyan.practice.brokerage.services.desk import desk_hand_over, desk_release, desk_take
from banyan.practice.brokerage.types.desk import Matter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return gather()


def test_two_take_each_kind_of_thing(people: Cast) -> None:
    for matter, thing in one_of_each(people).items():
        if matter is Matter.CASE:
            desk_release(matter=matter, thing=thing, by=people.rosa)
        wrong = at_once(
            *(partial(desk_take, matter=matter, thing=thing, by=one) for one in (people.rosa, people.sami, people.noor))
        )
        assert [type(error) for error in wrong] == [AlreadyTaken, AlreadyTaken], (matter, wrong)
        first = item(people.noor, thing).holder
        assert first is not None
        assert all(first.name in str(error) for error in wrong)
        assert Taken.objects.filter(matter=matter, thing=thing).count() == 1


def test_taken_while_it_is_given_back_or_handed_over(people: Cast) -> None:
    for _round in range(3):
        thing = to_check()
        desk_take(matter=Matter.REVIEW, thing=thing, by=people.rosa)
        over = partial(
            desk_hand_over,
            matter=Matter.REVIEW,
            thing=thing,
            to=people.noor.public_id,
            note="Yours.",
            by=people.rosa,
            held_by=people.rosa.public_id,
        )
        wrong = at_once(
            partial(desk_release, matter=Matter.REVIEW, thing=thing, by=people.rosa),
            over,
            partial(desk_take, matter=Matter.REVIEW, thing=thing, by=people.sami),
        )
        assert {type(error).__name__ for error in wrong} <= {"AlreadyTaken", "DeskMoved", "NotAllowed"}, wrong
        assert Taken.objects.filter(thing=thing).count() <= 1
