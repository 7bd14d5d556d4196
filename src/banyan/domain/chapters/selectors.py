from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.chapters.errors import NoSuchChapter
from banyan.domain.chapters.models import Chapter, ChapterServant
from banyan.domain.chapters.rules import chapter_for
from banyan.domain.chapters.types import ChapterRole, ChapterView, Remit
from banyan.domain.taxonomy.selectors import place_contains


def chapters() -> QuerySet[Chapter]:
    """All chapters by name."""
    return Chapter.objects.order_by("name")


def chapter_by_slug(slug: str) -> Chapter:
    """The chapter; ``NoSuchChapter`` when there is none."""
    chapter = Chapter.objects.filter(slug=slug).first()
    if chapter is None:
        raise NoSuchChapter(slug=slug)
    return chapter


def chapter_view(chapter: Chapter) -> ChapterView:
    """What everybody may see of a chapter."""
    stewards = ChapterServant.objects.filter(chapter=chapter, role=ChapterRole.STEWARD).select_related("user")
    return ChapterView(
        id=chapter.public_id,
        slug=chapter.slug,
        name=chapter.name,
        remit_kind=chapter.remit_kind,
        places=tuple(chapter.places),
        sdgs=tuple(chapter.sdgs),
        languages=tuple(chapter.languages),
        about=chapter.about,
        stewards=tuple(servant.user.name for servant in stewards if servant.user.name),
    )


def remits() -> list[Remit]:
    """What each chapter covers, national ones first."""
    rows = Chapter.objects.order_by("remit_kind", "slug")
    return [Remit(row.slug, tuple(row.places), tuple(row.sdgs)) for row in rows]


def serves(asker: Asker, chapter_id: int | None, *roles: ChapterRole) -> bool:
    """Whether the asker has one of the roles in this chapter (``chapter_id`` is the row's key)."""
    if chapter_id is None or asker.pk is None:
        return False
    return ChapterServant.objects.filter(user=asker, chapter_id=chapter_id, role__in=roles).exists()


def chapters_served(asker: Asker, *roles: ChapterRole) -> frozenset[int]:
    """Row keys of the chapters in which the asker has one of the roles, with the silent ones below them."""
    served = chapters_named_to(asker, *roles)
    return served | _silent_below(served)


def chapters_named_to(asker: Asker, *roles: ChapterRole) -> frozenset[int]:
    """The same without the silent ones."""
    if asker.pk is None:
        return frozenset()
    rows = ChapterServant.objects.filter(user=asker, role__in=roles)
    return frozenset(rows.values_list("chapter_id", flat=True))


def chapters_above(chapter_id: int) -> tuple[int, ...]:
    """Row keys of the chapters above one that speak themselves, the nearest first."""
    parents = {row.pk: row for row in Chapter.objects.all()}
    found: list[int] = []
    seen, here = {chapter_id}, parents.get(chapter_id)
    while here is not None and here.parent_id is not None and here.parent_id not in seen:
        seen.add(here.parent_id)
        here = parents[here.parent_id]
        if here.silent_since is None:
            found.append(here.pk)
    return tuple(found)


def _silent_below(served: frozenset[int]) -> frozenset[int]:
    """Silent chapters whose parent looks after them meanwhile; a silent parent hands its own and theirs further up."""
    found: frozenset[int] = frozenset()
    above = served
    while above:
        rows = Chapter.objects.filter(parent_id__in=above, silent_since__isnull=False)
        above = frozenset(rows.values_list("pk", flat=True)) - found - served
        found |= above
    return found


def servants(chapter_id: int | None, *roles: ChapterRole) -> tuple[SignedIn, ...]:
    """Who serves the chapter (``chapter_id`` is the row's key) in one of the roles, longest serving first."""
    if chapter_id is None:
        return ()
    rows = ChapterServant.objects.filter(chapter_id=chapter_id, role__in=roles).select_related("user")
    return tuple(dict.fromkeys(row.user for row in rows.order_by("since", "pk")))


def chapter_covering(*, places: Sequence[str], sdgs: Sequence[str]) -> Chapter | None:
    """The chapter that a listing of these places and goals belongs to, or ``None``."""
    slug = chapter_for(remits(), places=places, sdgs=sdgs, contains=place_contains)
    return None if slug is None else Chapter.objects.filter(slug=slug).first()
