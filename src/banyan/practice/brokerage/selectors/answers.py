"""Answers to needs: one, those of a need, those of a reader, and the needs that still wait for one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from banyan.base.paging import Page, moment_in, page, unpack
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.policy import standing_of
from banyan.domain.listings.selectors import visible_to
from banyan.domain.listings.types import Kind
from banyan.domain.listings.types import State as ListingState
from banyan.domain.organisations.types import MemberRole
from banyan.practice.brokerage.errors import NoSuchAnswer
from banyan.practice.brokerage.models import Answer
from banyan.practice.brokerage.policy.answer import answer_parts, as_broker, as_seeker
from banyan.practice.brokerage.policy.desk import may_hold, scope_of, works_at_desk
from banyan.practice.brokerage.rules.answer import OUT
from banyan.practice.brokerage.selectors.answer_viewing import ANSWER_JOINED, answer_row, answer_view
from banyan.practice.brokerage.types.answer import AnswerRow, AnswerState, AnswerView, Unanswered

_UNANSWERED = 20


def answer_get(public_id: str, *, for_user: Asker, edition: int | None = None) -> AnswerView:
    """The answer as the reader may see it; ``NoSuchAnswer`` for everybody who has no part in it. Seekers read what was
    sent, brokers also each ``edition``."""
    found = Answer.objects.select_related(*ANSWER_JOINED).filter(public_id=public_id).first()
    standing = standing_of(for_user)
    if found is None or not answer_parts(standing, found):
        raise NoSuchAnswer(id=public_id)
    return answer_view(found, for_user, standing, edition=edition)


def answers(
    asker: Asker, *, chapter: bool = False, states: tuple[AnswerState, ...] = (), cursor: str = "", size: int = 20
) -> Page[AnswerRow]:
    """Answers sent to the person, or those of the chapters they look after; last changed first."""
    standing = standing_of(asker)
    rows = Answer.objects.filter(as_broker(standing) if chapter else as_seeker(standing)).select_related("need")
    if states:
        rows = rows.filter(state__in=[one.value for one in states])
    if cursor:
        changed, last = unpack(cursor, length=2)
        moment = moment_in(changed)
        rows = rows.filter(Q(changed__lt=moment) | Q(changed=moment, public_id__lt=str(last)))
    lines = [answer_row(one) for one in rows.order_by("-changed", "-public_id")[: size + 1]]
    return page(lines, size=size, key=lambda one: (one.changed.isoformat(), one.id))


def answers_of_need(need: str, *, for_user: Asker) -> tuple[AnswerRow, ...]:
    """The answers to one need that the reader may see, the newest first; those taken back are left out."""
    standing = standing_of(for_user)
    if standing.user is None:
        return ()
    rows = Answer.objects.filter(as_broker(standing) | as_seeker(standing), need__public_id=need)
    rows = rows.exclude(state=AnswerState.WITHDRAWN).select_related("need").order_by("-changed", "-public_id")
    return tuple(answer_row(one) for one in rows[:_UNANSWERED])


def may_answer(need: str, *, asker: Asker) -> bool:
    """Whether the person drafts answers to the need: they look after its chapter, and it is shown."""
    standing = standing_of(asker)
    if not works_at_desk(standing):
        return False
    row = visible_to(asker).filter(public_id=need, kind=Kind.NEED, state=ListingState.PUBLISHED).first()
    return row is not None and may_hold(standing, row.chapter_id)


def unanswered(asker: Asker) -> tuple[Unanswered, ...]:
    """Needs of the chapters the person looks after to which no answer was sent yet, those that wait longest first.

    Of imported needs nobody here would read an answer, so they are left out.
    """
    standing = standing_of(asker)
    if not works_at_desk(standing):
        return ()
    of_need = Answer.objects.filter(need=OuterRef("pk"))
    rows = visible_to(asker).filter(kind=Kind.NEED, state=ListingState.PUBLISHED)
    scope = scope_of(standing)
    if scope is not None:
        rows = rows.filter(chapter_id__in=scope)
    somebody = Q(owner__is_active=True) | Q(contact__is_active=True) | Q(deputy__is_active=True)
    acting = {"organisation__memberships__role": MemberRole.ADMIN, "organisation__memberships__user__is_active": True}
    somebody |= Q(pk__in=visible_to(asker).filter(**acting).values("pk"))
    rows = rows.filter(somebody).filter(~Exists(of_need.filter(state__in=[one.value for one in OUT])))
    found = list(rows.order_by("published", "public_id")[:_UNANSWERED])
    begun = Answer.objects.filter(need__in=found, state=AnswerState.DRAFT).select_related("need")
    drafts = {one.need_id: one.public_id for one in begun}
    return tuple(
        Unanswered(
            need=one.public_id,
            title=one.title,
            language=one.language,
            published=(one.published or one.changed).date(),
            draft=drafts.get(one.pk, ""),
        )
        for one in found
    )
