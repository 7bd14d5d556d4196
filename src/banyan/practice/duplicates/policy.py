"""Who says whether two listings are the same."""

from __future__ import annotations

from django.db.models import Q

from banyan.domain.accounts.policy import Asker, is_node_admin
from banyan.domain.chapters.selectors import chapters_served
from banyan.domain.chapters.types import ChapterRole


def looked_after(asker: Asker) -> Q:
    """Pairs of which one listing at least is in a chapter that the asker is steward of; all for who runs the node."""
    if is_node_admin(asker):
        return Q()
    chapters = chapters_served(asker, ChapterRole.STEWARD)
    return Q(one__chapter_id__in=chapters) | Q(other__chapter_id__in=chapters)


def decides(asker: Asker) -> bool:
    """Whether the asker says so anywhere."""
    return is_node_admin(asker) or bool(chapters_served(asker, ChapterRole.STEWARD))
