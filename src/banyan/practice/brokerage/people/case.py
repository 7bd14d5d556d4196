"""The people of a case."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model, QuerySet

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import users
from banyan.domain.organisations.selectors import members as members_of
from banyan.domain.organisations.types import MemberRole
from banyan.practice.brokerage.models import (
    Case,
    CaseCheck,
    CaseDocument,
    CaseOutcome,
    CasePilot,
    CaseSlot,
    CaseTerm,
    Message,
)
from banyan.practice.brokerage.people.common import People, first
from banyan.practice.brokerage.types import Part


def speakers(case: Case, part: Part) -> People:
    """Who is written to on a side: the one who speaks for it, else who answers for its listing; maybe nobody."""
    if part is Part.BROKER:
        return first([case.broker])
    person = case.seeker if part is Part.SEEKER else case.provider
    return first([person], *([one] for one in _answering(case, part)))


def members(case: Case) -> Mapping[Part, People]:
    """Everybody who can be given something to do, by side."""
    return {
        Part.SEEKER: first([case.seeker, *_answering(case, Part.SEEKER)]),
        Part.PROVIDER: first([case.provider, *_answering(case, Part.PROVIDER)]),
        Part.BROKER: first([case.broker]),
    }


def everybody_told(case: Case, *, but: SignedIn | None) -> People:
    """Whom a step concerns, besides the one who took it."""
    return first([one for part in Part for one in speakers(case, part)], without=[but])


def acted_in(case: Case) -> frozenset[int]:
    """Row keys of everybody who has done something in the case, or has a stage or a task of it in hand.

    Whoever gives a colleague something to do has named them to the others.
    """
    rows = (
        case.stays.order_by()
        .values_list("by_id", "owner_id")
        .union(
            case.tasks.order_by().values_list("by_id", "owner_id"),
            *(one.values_list("by_id", "by_id") for one in _signed(case)),
            all=True,
        )
    )
    wrote = Message.objects.filter(thread=case.public_id).values_list("by", flat=True).distinct()
    writers = users().filter(public_id__in=list(wrote)).values_list("pk", flat=True)
    return frozenset(key for row in rows for key in row if key is not None) | frozenset(writers)


def _signed(case: Case) -> tuple[QuerySet[Model], ...]:
    """What carries the name of whoever wrote it."""
    return tuple(
        model.objects.filter(case=case).order_by()
        for model in (CaseCheck, CaseDocument, CaseOutcome, CasePilot, CaseSlot, CaseTerm)
    )


def _answering(case: Case, part: Part) -> list[SignedIn | None]:
    """Who answers for the side's listing, in the order in which they are asked."""
    listing = case.need if part is Part.SEEKER else case.offer
    if listing is None:
        return []
    administrators: list[SignedIn | None] = []
    if listing.organisation is not None:
        administrators = [one.user for one in members_of(listing.organisation) if one.role == MemberRole.ADMIN]
    return [listing.contact, listing.owner, *administrators, listing.deputy]
