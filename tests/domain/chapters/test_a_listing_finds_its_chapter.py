from __future__ import annotations

import pytest

from banyan.domain.accounts.policy import is_node_admin
from banyan.domain.accounts.selectors import person_of
from banyan.domain.accounts.services import user_create
from banyan.domain.chapters.policy import may_edit, may_moderate
from banyan.domain.chapters.rules import chapter_for
from banyan.domain.chapters.selectors import chapter_by_slug, chapters_served
from banyan.domain.chapters.services import chapter_save, servant_add, servant_remove
from banyan.domain.chapters.types import ChapterRole, Remit, RemitKind

EAST = Remit("eastern-africa", ("M49:014",), ())
WATER = Remit("clean-water", (), ("6",))


def inside(outer: str, inner: str) -> bool:
    return outer == inner or (outer, inner) == ("M49:014", "KE")


def test_place_decides_before_subject() -> None:
    assert chapter_for([EAST, WATER], places=["KE"], sdgs=["6.1"], contains=inside) == "eastern-africa"
    assert chapter_for([EAST, WATER], places=["PE"], sdgs=["6.1"], contains=inside) == "clean-water"
    assert chapter_for([EAST, WATER], places=["PE"], sdgs=["2.1"], contains=inside) is None


@pytest.mark.django_db
def test_saving_a_chapter_twice_changes_nothing() -> None:
    first = chapter_save(remit=EAST, name="East", remit_kind=RemitKind.NATIONAL)
    assert chapter_save(remit=EAST, name="East", remit_kind=RemitKind.NATIONAL).pk == first.pk
    assert chapter_by_slug("eastern-africa") == first


@pytest.mark.django_db
def test_roles_open_exactly_what_they_should() -> None:
    chapter = chapter_save(remit=EAST, name="East", remit_kind=RemitKind.NATIONAL)
    rosa = user_create(email="rosa@example.org", password=None)
    assert not may_moderate(rosa, chapter.pk)
    servant_add(chapter=chapter, user_pk=rosa.pk, person=person_of(rosa), role=ChapterRole.BROKER)
    assert may_moderate(rosa, chapter.pk)
    assert not may_edit(rosa, chapter)
    assert not is_node_admin(rosa)
    assert chapters_served(rosa, ChapterRole.BROKER) == {chapter.pk}
    servant_remove(chapter=chapter, user_pk=rosa.pk, person=person_of(rosa), role=ChapterRole.BROKER)
    assert not may_moderate(rosa, chapter.pk)
