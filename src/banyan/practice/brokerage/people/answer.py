"""The people of an answer."""

from __future__ import annotations

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import node_admins
from banyan.domain.chapters.selectors import servants
from banyan.domain.chapters.types import ChapterRole
from banyan.domain.organisations.selectors import members
from banyan.domain.organisations.types import MemberRole
from banyan.practice.brokerage.models import Answer
from banyan.practice.brokerage.people.common import People, first
from banyan.practice.brokerage.policy.desk import holds


def seekers(answer: Answer) -> People:
    """To whom an answer is sent: contact, else owner, else the organisation's administrators, else deputy; maybe
    nobody, when the need was imported or their accounts are gone."""
    need = answer.need
    if need is None:
        return ()
    administrators: list[SignedIn | None] = []
    if need.organisation is not None:
        administrators = [one.user for one in members(need.organisation) if one.role == MemberRole.ADMIN]
    return first([need.contact], [need.owner], administrators, [need.deputy])


def answer_brokers(answer: Answer) -> People:
    """Who hears what the seeker says: whoever sent it, while they look after the chapter, else its desk."""
    chapter = answer.need.chapter_id if answer.need is not None else None
    sender = answer.sender if holds(answer.sender, chapter) else None
    return first([sender], servants(chapter, ChapterRole.STEWARD, ChapterRole.BROKER), node_admins())
