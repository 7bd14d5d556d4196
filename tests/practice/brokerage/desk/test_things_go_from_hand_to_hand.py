"""Taken, given back, handed over with a note; nothing stays with somebody who has left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from tests.cast import Cast, person
from tests.factories.desk import item, one_of_each, to_check

from banyan.base.audit.selectors import history
from banyan.base.errors import BanyanError, Conflict, Invalid, NotAllowed, NotFound
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add, servant_remove
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.services import listing_transition
from banyan.domain.listings.types import Verb
from banyan.practice.brokerage.errors import AlreadyTaken, DeskMoved
from banyan.practice.brokerage.selectors.cases import case_get
from banyan.practice.brokerage.selectors.desk_load import loads
from banyan.practice.brokerage.services.desk import desk_hand_over, desk_release, desk_take
from banyan.practice.brokerage.services.desk_many import (
    desk_clear,
    desk_release_many,
    desk_take_many,
    desk_undo,
)
from banyan.practice.brokerage.services.silence import desks_look
from banyan.practice.brokerage.types.desk import Matter

NOTE = "They wait for a price; call on Monday."


def held(thing: str, reader: SignedIn) -> str:
    holder = item(reader, thing).holder
    return holder.id if holder else ""


def second_broker() -> SignedIn:
    lena = person("lena")
    servant_add(
        chapter=chapter_by_slug("eastern-africa"), user_pk=lena.pk, person=person_of(lena), role=ChapterRole.BROKER
    )
    return lena


@pytest.mark.parametrize("matter", [one for one in Matter if one is not Matter.FLAG])  # reports have a test of theirs
def test_of_two_one_has_it_and_the_other_is_told_who(cast: Cast, matter: Matter) -> None:
    thing = one_of_each(cast)[matter]
    if matter is Matter.CASE:
        desk_release(matter=matter, thing=thing, by=cast.rosa)  # she opened it, so it was hers
    assert desk_take(matter=matter, thing=thing, by=cast.rosa)
    assert not desk_take(matter=matter, thing=thing, by=cast.rosa)
    with pytest.raises(AlreadyTaken, match="Rosa"):
        desk_take(matter=matter, thing=thing, by=cast.sami)
    assert item(cast.rosa, thing).mine
    assert held(thing, cast.sami) == cast.rosa.public_id
    desk_release(matter=matter, thing=thing, by=cast.rosa)
    assert held(thing, cast.sami) == ""
    lines = [(row.action.partition(".")[2], row.actor) for row in history(object_type="desk", object_id=thing)]
    if matter is not Matter.CASE:
        assert lines == [("release", cast.rosa.public_id), ("take", cast.rosa.public_id)]


def test_taking_a_case_makes_one_its_broker(cast: Cast) -> None:
    case = one_of_each(cast)[Matter.CASE]
    desk_hand_over(matter=Matter.CASE, thing=case, to=cast.sami.public_id, note=NOTE, by=cast.rosa)
    assert case_get(case, for_user=cast.noor).broker.name == "Sami"
    assert item(cast.sami, case).note == NOTE
    assert next(row.action for row in history(object_type="case", object_id=case)) == "case.hand_over"


@pytest.mark.parametrize("who", ["amina", "kofi", "uma"])
def test_others_take_and_hand_over_nothing(cast: Cast, who: str) -> None:
    thing, stranger = to_check(), getattr(cast, who)
    doing: tuple[Callable[[], object], ...] = (
        lambda: desk_take(matter=Matter.REVIEW, thing=thing, by=stranger),
        lambda: desk_release(matter=Matter.REVIEW, thing=thing, by=stranger),
        lambda: desk_hand_over(matter=Matter.REVIEW, thing=thing, to=stranger.public_id, note=NOTE, by=stranger),
        lambda: desk_clear(of=cast.rosa, to=stranger.public_id, note=NOTE, by=stranger),
        lambda: desk_clear(of=stranger, to=cast.rosa.public_id, note=NOTE, by=stranger),
    )
    for do in doing:
        with pytest.raises(NotAllowed):
            do()
    told = desk_take_many([(Matter.REVIEW, thing)], by=stranger)
    assert (told.done, len(told.refused)) == (0, 1)
    with pytest.raises(Invalid):
        desk_hand_over(matter=Matter.REVIEW, thing=thing, to=stranger.public_id, note=NOTE, by=cast.sami)


def test_a_broker_of_another_chapter_does_not_learn_of_it(cast: Cast) -> None:
    thing, lena = to_check(), second_broker()
    branch = chapter_by_slug("eastern-africa")
    desk_take(matter=Matter.REVIEW, thing=thing, by=lena)
    servant_remove(chapter=branch, user_pk=lena.pk, person=person_of(lena), role=ChapterRole.BROKER)
    assert held(thing, cast.rosa) == "", "she serves there no more, so nothing is hers"
    with pytest.raises(NotAllowed):
        desk_take(matter=Matter.REVIEW, thing=thing, by=lena)
    assert desk_take(matter=Matter.REVIEW, thing=thing, by=cast.rosa)


def test_a_hand_over_brings_a_note_and_a_letter(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    thing = to_check(title="Drying mango")
    desk_take(matter=Matter.REVIEW, thing=thing, by=cast.rosa)
    do_jobs()
    mail.outbox.clear()
    desk_hand_over(matter=Matter.REVIEW, thing=thing, to=cast.sami.public_id, note=NOTE, by=cast.rosa)
    do_jobs()
    assert (held(thing, cast.rosa), item(cast.sami, thing).note) == (cast.sami.public_id, NOTE)
    assert [letter.to for letter in mail.outbox] == [["sami@example.org"]]
    assert "Rosa" in mail.outbox[0].subject
    assert "Drying mango" in mail.outbox[0].subject
    assert NOTE not in str(mail.outbox[0].message())


def test_only_whoever_has_it_or_a_steward_hands_it_over(cast: Cast) -> None:
    thing, lena = to_check(), second_broker()
    desk_take(matter=Matter.REVIEW, thing=thing, by=cast.rosa)
    for by in (lena,):
        with pytest.raises(NotAllowed):
            desk_hand_over(matter=Matter.REVIEW, thing=thing, to=lena.public_id, note=NOTE, by=by)
        with pytest.raises(NotAllowed):
            desk_release(matter=Matter.REVIEW, thing=thing, by=by)
    assert desk_release_many([(Matter.REVIEW, thing)], by=cast.sami).done == 0, "it is handed over, not given back"
    desk_hand_over(matter=Matter.REVIEW, thing=thing, to=lena.public_id, note=NOTE, by=cast.sami)
    with pytest.raises(DeskMoved):
        desk_hand_over(
            matter=Matter.REVIEW,
            thing=thing,
            to=cast.sami.public_id,
            note=NOTE,
            by=cast.noor,
            held_by=cast.rosa.public_id,
        )
    with pytest.raises(Invalid):
        desk_hand_over(matter=Matter.REVIEW, thing=thing, to=cast.rosa.public_id, note=" ", by=lena)
    assert held(thing, cast.sami) == lena.public_id


def test_all_of_somebody_goes_to_a_colleague_at_once(cast: Cast, do_jobs: Callable[[], list[str]]) -> None:
    made, lena = one_of_each(cast), second_broker()
    desk_take_many(list(made.items()), by=cast.rosa)
    with pytest.raises(NotAllowed):
        desk_clear(of=cast.rosa, to=lena.public_id, note=NOTE, by=lena)
    do_jobs()
    mail.outbox.clear()
    told = desk_clear(of=cast.rosa, to=lena.public_id, note=NOTE, by=cast.sami)
    assert (told.done, list(told.refused)) == (5, [])
    do_jobs()
    assert {held(thing, cast.noor) for thing in made.values()} == {lena.public_id}
    assert [(letter.to, "5" in letter.subject) for letter in mail.outbox] == [(["lena@example.org"], True)]
    assert {one.who.name: (one.items, one.cases) for one in loads(cast.sami)}["Lena"] == (4, 1)


def test_what_a_closed_account_had_is_nobodys_at_once(cast: Cast) -> None:
    made = one_of_each(cast)
    desk_take_many(list(made.items()), by=cast.rosa)
    cast.rosa.is_active = False
    cast.rosa.save()
    assert [held(thing, cast.sami) for thing in made.values()] == [""] * 5
    for matter, thing in made.items():
        assert desk_take(matter=matter, thing=thing, by=cast.sami)
    cast.sami.delete()
    assert [held(thing, cast.noor) for thing in made.values()] == [""] * 5


def test_many_at_once_are_taken_back_with_one_click(cast: Cast) -> None:
    made = one_of_each(cast)
    things = list(made.items())
    desk_take(matter=Matter.REVIEW, thing=made[Matter.REVIEW], by=cast.sami)
    told = desk_take_many(things, by=cast.rosa)
    assert told.done == 3, "the case is hers already, and the listing is Sami's"
    assert len(told.refused) == 1
    assert "Sami" in told.refused[0]
    desk_undo(told.undo, by=cast.rosa)
    assert held(made[Matter.ENQUIRY], cast.sami) == ""
    assert held(made[Matter.REVIEW], cast.sami) == cast.sami.public_id
    with pytest.raises(BanyanError):
        desk_undo(told.undo, by=cast.sami)
    with pytest.raises(Conflict):
        desk_undo(told.undo + "x", by=cast.rosa)


def test_what_was_given_back_comes_back_with_its_note_unless_somebody_has_it(cast: Cast) -> None:
    one, other = to_check(), to_check(title="Another")
    for thing in (one, other):
        desk_hand_over(matter=Matter.REVIEW, thing=thing, to=cast.rosa.public_id, note=NOTE, by=cast.sami)
    since = item(cast.rosa, one).held_since
    told = desk_release_many([(Matter.REVIEW, one), (Matter.REVIEW, other)], by=cast.rosa)
    desk_take(matter=Matter.REVIEW, thing=other, by=cast.sami)
    back = desk_undo(told.undo, by=cast.rosa)
    assert (back.done, len(back.refused)) == (1, 1)
    assert (item(cast.rosa, one).note, item(cast.rosa, one).held_since) == (NOTE, since)
    assert held(other, cast.rosa) == cast.sami.public_id


def test_what_was_not_in_hand_is_not_taken_by_taking_back(cast: Cast) -> None:
    told = desk_release_many([(Matter.REVIEW, to_check())], by=cast.rosa)
    assert (told.done, list(told.refused), told.undo) == (0, [], "")


def test_what_is_done_is_forgotten(cast: Cast) -> None:
    thing = to_check()
    desk_take(matter=Matter.REVIEW, thing=thing, by=cast.rosa)
    listing_transition(public_id=thing, verb=Verb.PUBLISH, by=cast.rosa)
    desks_look()
    with pytest.raises(NotFound):
        desk_take(matter=Matter.REVIEW, thing=thing, by=cast.rosa)
    assert {one.who.name: one.items for one in loads(cast.sami)}["Rosa"] == 0
