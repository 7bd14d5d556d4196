"""Who checks what others post and who they are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn, is_node_admin
from banyan.domain.chapters.selectors import chapters_served
from banyan.domain.chapters.types import ChapterRole


def reviews(user: SignedIn) -> bool:
    """Whether the person looks after any chapter, or the node."""
    return bool(chapters_served(user, ChapterRole.STEWARD, ChapterRole.BROKER)) or is_node_admin(user)


def need_reviewer(user: SignedIn) -> None:
    """``NotAllowed`` for anybody else."""
    if not reviews(user):
        raise NotAllowed(_("Only the stewards and brokers of a chapter read what is posted there."))
