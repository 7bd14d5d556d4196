"""Who has a part in the answers to a need, and in which quality."""

from __future__ import annotations

from django.db.models import Q

from banyan.domain.listings.policy import Standing
from banyan.practice.brokerage.models import Answer
from banyan.practice.brokerage.policy.desk import may_hold
from banyan.practice.brokerage.types.answer import AnswerPart


def answer_parts(standing: Standing, answer: Answer) -> frozenset[AnswerPart]:
    """In which qualities the person may look at it; empty for everybody who has no part in it.

    Seekers are all who answer for the need, now or later, and only of what was sent. Brokers are those who look after
    the chapter of the need.
    """
    need = answer.need
    if standing.user is None:
        return frozenset()
    found: set[AnswerPart] = set()
    if need is None:
        return frozenset({AnswerPart.BROKER}) if standing.node_admin else frozenset()
    people = {need.owner_id, need.contact_id, need.deputy_id}
    if answer.sent is not None and (standing.user in people or need.organisation_id in standing.administered):
        found.add(AnswerPart.SEEKER)
    if may_hold(standing, need.chapter_id):
        found.add(AnswerPart.BROKER)
    return frozenset(found)


def as_seeker(standing: Standing) -> Q:
    """Answers that were sent to the person."""
    me = standing.user
    if me is None:
        return Q(pk__in=[])
    mine = Q(need__owner_id=me) | Q(need__contact_id=me) | Q(need__deputy_id=me)
    return Q(sent__isnull=False) & (mine | Q(need__organisation_id__in=standing.administered))


def as_broker(standing: Standing) -> Q:
    """Answers to the needs of the chapters that the person looks after."""
    if standing.user is None:
        return Q(pk__in=[])
    return Q() if standing.node_admin else Q(need__chapter_id__in=standing.chapters)
