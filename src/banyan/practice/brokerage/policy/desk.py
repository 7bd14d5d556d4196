"""Who works at the desk, and in whose hands a thing can be."""

from __future__ import annotations

from django.utils.translation import gettext as _

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.chapters.selectors import chapters_served
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.listings.policy import Standing, standing_of
from banyan.domain.moderation.selectors import decides
from banyan.practice.brokerage.types.desk import Matter, Waiting


def works_at_desk(standing: Standing) -> bool:
    """Brokers and stewards of any chapter, and those who run the node."""
    return standing.user is not None and (standing.node_admin or bool(standing.chapters))


def need_desk(asker: Asker) -> Standing:
    """The standing of somebody who works at a desk; ``NotAllowed`` for anybody else."""
    standing = standing_of(asker)
    if not works_at_desk(standing):
        raise NotAllowed(_("The desk is for the brokers and stewards of a chapter, and for those who run this site."))
    return standing


def scope_of(standing: Standing) -> frozenset[int] | None:
    """The chapters whose desks the person sees; ``None`` for all."""
    return None if standing.node_admin else standing.chapters


def may_hold(standing: Standing, chapter: int | None) -> bool:
    """Whether a thing of this chapter can be in the hands of somebody of this standing."""
    return standing.node_admin or (chapter is not None and chapter in standing.chapters)


def holds(person: SignedIn | None, chapter: int | None) -> bool:
    """Whether the person still has it: whoever has left, or looks after the chapter no more, holds nothing."""
    return person is not None and person.is_active and may_hold(standing_of(person), chapter)


def can_have(person: SignedIn | None, one: Waiting) -> bool:
    """Whether it can be in the hands of this person, or still is: a report only in those of somebody who decides."""
    if one.matter is Matter.FLAG:
        return person is not None and person.is_active and decides(person, one.id)
    return holds(person, one.chapter)


def may_hand_on(by: SignedIn, standing: Standing, holder: SignedIn | None, chapter: int | None) -> bool:
    """Whoever has it in hand hands it over, and so do the stewards of the chapter and those who run the node."""
    if standing.node_admin or (holder is not None and holder.pk == by.pk):
        return True
    return chapter is not None and chapter in chapters_served(by, ChapterRole.STEWARD)
