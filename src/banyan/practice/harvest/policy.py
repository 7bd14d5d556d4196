"""Who looks after sources: those who run the node all of them, a chapter's stewards their own chapter's."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import Asker, is_node_admin
from banyan.domain.chapters.selectors import chapters_served
from banyan.domain.chapters.types import ChapterRole


def looks_after(asker: Asker) -> Q:
    """The sources that the asker sees and changes."""
    if is_node_admin(asker):
        return Q()
    return Q(chapter_id__in=chapters_served(asker, ChapterRole.STEWARD)) & Q(chapter_id__isnull=False)


def may_harvest(asker: Asker) -> bool:
    """Stewards, and those who run the node."""
    return is_node_admin(asker) or bool(chapters_served(asker, ChapterRole.STEWARD))


def need_harvester(asker: Asker) -> None:
    """``NotAllowed`` for whoever looks after no chapter and does not run the node."""
    if not may_harvest(asker):
        raise NotAllowed(_("Sources are for the stewards of a chapter and for those who run this site."))


def need_chapter(asker: Asker, chapter: int | None) -> None:
    """``NotAllowed`` for a steward who would give a source to no chapter, or to another's."""
    if not is_node_admin(asker) and (chapter is None or chapter not in chapters_served(asker, ChapterRole.STEWARD)):
        raise NotAllowed(_("Choose the chapter that you are a steward of; its sources are yours to look after."))
