"""Moves made at the same moment, each in a connection of its own: one of them wins, and the other is told."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.cast import Cast, gather, person
from tests.doors.web.safety.test_two_at_once_do_no_harm import at_once
from tests.factories.cases import accepted, introduced, listings, moved_to, opened
from tests.factories.enquiries import sent

from banyan.base.audit.selectors import history
from banyan.base.errors import BanyanError
from banyan.domain.accounts.selectors import person_of
from banyan.domain.chapters.selectors import chapter_by_slug
from banyan.domain.chapters.services import servant_add
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.selectors.cases import case_get, cases
from banyan.practice.brokerage.selectors.documents import case_documents
from banyan.practice.brokerage.services import enquiry_accept
from banyan.practice.brokerage.services.cases import (
    case_document_add,
    case_document_withdraw,
    case_introduce,
    case_move,
    case_open,
    case_release,
    case_take,
    case_task_add,
    case_task_save,
    case_task_tick,
    cases_due,
)
from banyan.practice.brokerage.types import Move, Stage, Upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return gather()


def told(wrong: list[BaseException], *names: str) -> None:
    """Exactly these went wrong, each said in words for people."""
    assert all(isinstance(error, BanyanError) for error in wrong), wrong
    assert sorted(type(error).__name__ for error in wrong) == sorted(names)


def test_two_open_one_case_from_three_sides(people: Cast) -> None:
    need, offer = listings(people)
    enquiry = accepted(people, need, offer)
    wrong = at_once(
        partial(case_open, enquiry=enquiry, by=people.amina),
        partial(case_open, enquiry=enquiry, by=people.kofi),
        partial(case_introduce, need=need, offer=offer, by=people.rosa),
    )
    told(wrong)
    (row,) = cases(people.amina).rows
    assert case_get(row.id, for_user=people.kofi).provider.email == "kofi@example.org"


def test_each_asked_about_the_other_and_both_open_the_case(people: Cast) -> None:
    need, offer = listings(people)
    one, other = accepted(people, need, offer), sent(people.kofi, need, own=offer)
    enquiry_accept(public_id=other, by=people.amina)
    told(
        at_once(
            partial(case_open, enquiry=one, by=people.amina),
            partial(case_open, enquiry=other, by=people.kofi),
            partial(case_introduce, need=need, offer=offer, by=people.rosa),
            partial(case_introduce, need=need, offer=offer, by=people.sami),
        )
    )
    assert len(cases(people.amina).rows) == 1


def test_two_moves_from_one_page(people: Cast) -> None:
    case = opened(people)
    version = case_get(case, for_user=people.amina).version
    go = partial(case_move, public_id=case, move=Move.ADVANCE, expected_version=version)
    told(
        at_once(partial(go, by=people.amina), partial(go, by=people.kofi), partial(go, by=people.rosa)),
        *["CaseMoved"] * 2,
    )
    view = case_get(case, for_user=people.amina)
    assert (view.stage, len(view.stays)) == (Stage.IN_TALKS, 2)


def test_one_closes_while_another_goes_on(people: Cast) -> None:
    case = opened(people)
    moved_to(case, Stage.ADOPTED, people.amina)
    at_once(
        partial(case_move, public_id=case, move=Move.CLOSE, reason=DeclineReason.TOO_COSTLY, by=people.kofi),
        partial(case_move, public_id=case, move=Move.ADVANCE, by=people.amina),
    )
    view = case_get(case, for_user=people.amina)
    assert view.stage is Stage.CLOSED
    assert view.left in {Stage.ADOPTED, Stage.IN_USE}
    assert sum(stay.until is None for stay in view.stays) == 1


def test_two_brokers_take_one_case(people: Cast) -> None:
    second = person("second")
    servant_add(
        chapter=chapter_by_slug("eastern-africa"), user_pk=second.pk, person=person_of(second), role=ChapterRole.BROKER
    )
    case = introduced(people)
    case_release(public_id=case, by=people.rosa)
    told(
        at_once(partial(case_take, public_id=case, by=people.rosa), partial(case_take, public_id=case, by=second)),
        "NoMoveNow",
    )
    assert case_get(case, for_user=people.amina).broker.name in {"Rosa", "Second"}


def test_a_task_is_ticked_once_and_an_old_form_loses_to_it(people: Cast) -> None:
    case = opened(people)
    task = case_task_add(public_id=case, title="Call", by=people.amina)
    wrong = at_once(
        partial(case_task_tick, task=task, done=True, by=people.amina),
        partial(case_task_tick, task=task, done=True, by=people.kofi),
        cases_due,
    )
    told(wrong, "NoMoveNow")
    assert len(history(object_type="case_task", object_id=task)) == 2
    save = partial(case_task_save, task=task, expected_version=2)
    told(
        at_once(partial(save, title="One", by=people.amina), partial(save, title="Other", by=people.kofi)), "CaseMoved"
    )


def test_two_versions_at_once_are_two_and_one_is_taken_back_once(
    people: Cast, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    case = opened(people)
    add = partial(case_document_add, public_id=case, name="Drawing")
    told(
        at_once(
            partial(add, file=Upload("a.txt", b"a"), by=people.amina),
            partial(add, file=Upload("b.txt", b"b"), by=people.kofi),
            partial(add, file=Upload("c.txt", b"a"), by=people.amina),
        )
    )
    (document,) = case_documents(case, for_user=people.amina).documents
    numbers = [one.number for one in document.editions]
    assert numbers in ([2, 1], [3, 2, 1])
    mine = next(one.id for one in document.editions if one.by is not None and one.by.name == "Amina")
    withdraw = partial(case_document_withdraw, document=mine, by=people.amina)
    told(at_once(withdraw, withdraw), "NoMoveNow")
