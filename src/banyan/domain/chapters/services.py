from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from banyan.base.audit.services import record
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.types import Person
from banyan.domain.chapters.models import Chapter, ChapterServant
from banyan.domain.chapters.types import ChapterRole, Remit, RemitKind


def chapter_save(
    *,
    remit: Remit,
    name: str,
    remit_kind: RemitKind,
    languages: Sequence[str] = (),
    about: str = "",
    parent: Chapter | None = None,
    is_sample: bool = False,
    actor: str = "",
) -> Chapter:
    """Makes the chapter of this slug or brings it up to date; repeating it changes nothing."""
    values: dict[str, object] = {
        "name": tidy(name),
        "remit_kind": remit_kind,
        "places": list(remit.places),
        "sdgs": list(remit.sdgs),
        "languages": list(languages),
        "about": tidy(about),
        "parent_id": parent.pk if parent else None,
    }
    with transaction.atomic():
        chapter = Chapter.objects.select_for_update().filter(slug=remit.slug).first()
        before = {key: getattr(chapter, key) for key in values} if chapter else None
        if chapter is None:
            chapter = Chapter.objects.create(slug=remit.slug, is_sample=is_sample, **values)
        elif before != values:
            for key, value in values.items():
                setattr(chapter, key, value)
            chapter.save()
        else:
            return chapter
        record(
            action="chapter.save",
            object_type="chapter",
            object_id=chapter.public_id,
            actor=actor,
            before=before,
            after=values,
        )
        publish(topic="chapter.changed", key=chapter.public_id)
    return chapter


def servant_add(*, chapter: Chapter, user_pk: int, person: Person, role: ChapterRole, actor: str = "") -> None:
    """Gives a person a role in a chapter; repeating it changes nothing."""
    with transaction.atomic():
        _, made = ChapterServant.objects.get_or_create(chapter=chapter, user_id=user_pk, role=role)
        if made:
            _role_changed(chapter, person, "chapter.servant_add", role, actor)


def servant_remove(*, chapter: Chapter, user_pk: int, person: Person, role: ChapterRole, actor: str = "") -> None:
    """Takes a role back; repeating it changes nothing."""
    with transaction.atomic():
        gone, _ = ChapterServant.objects.filter(chapter=chapter, user_id=user_pk, role=role).delete()
        if gone:
            _role_changed(chapter, person, "chapter.servant_remove", role, actor)


def _role_changed(chapter: Chapter, person: Person, action: str, role: ChapterRole, actor: str) -> None:
    record(
        action=action,
        object_type="chapter",
        object_id=chapter.public_id,
        actor=actor,
        after={"user": person.id, "role": str(role)},
    )
    publish(topic="chapter.changed", key=chapter.public_id)


def chapter_silence_set(*, chapter_pk: int, since: datetime | None) -> bool:
    """Says that a chapter is silent since then, so that its parent looks after it, or that it speaks again.

    Returns whether that is news.
    """
    with transaction.atomic():
        chapter = Chapter.objects.select_for_update().filter(pk=chapter_pk).first()
        if chapter is None or (chapter.silent_since is None) == (since is None):
            return False
        before = {"silent": chapter.silent_since is not None}
        chapter.silent_since = since
        chapter.save(update_fields=["silent_since"])
        record(
            action="chapter.silence",
            object_type="chapter",
            object_id=chapter.public_id,
            before=before,
            after={"silent": since is not None},
        )
        publish(topic="chapter.changed", key=chapter.public_id)
    return True


def sample_remove(*, actor: str = "") -> int:
    """Removes sample chapters; what belonged to them belongs to none. Returns how many."""
    removed = 0
    for chapter in Chapter.objects.filter(is_sample=True).order_by("pk"):
        with transaction.atomic():
            public_id, before = chapter.public_id, {"name": chapter.name, "slug": chapter.slug}
            chapter.delete()
            record(
                action="chapter.sample_remove", object_type="chapter", object_id=public_id, actor=actor, before=before
            )
            publish(topic="chapter.changed", key=public_id)
        removed += 1
    return removed
