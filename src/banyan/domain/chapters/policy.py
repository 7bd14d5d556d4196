"""Who may do what in a chapter."""

from __future__ import annotations

from banyan.domain.accounts.policy import Asker, is_node_admin
from banyan.domain.chapters.models import Chapter
from banyan.domain.chapters.selectors import serves
from banyan.domain.chapters.types import ChapterRole


def may_edit(asker: Asker, chapter: Chapter) -> bool:
    """Stewards of the chapter and node administrators."""
    return is_node_admin(asker) or serves(asker, chapter.pk, ChapterRole.STEWARD)


def may_moderate(asker: Asker, chapter_id: int | None) -> bool:
    """Who reviews what is posted in a chapter: its stewards and brokers, and node administrators everywhere."""
    return is_node_admin(asker) or serves(asker, chapter_id, ChapterRole.STEWARD, ChapterRole.BROKER)
