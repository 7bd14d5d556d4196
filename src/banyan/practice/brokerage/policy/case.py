"""Who has a part in a case, and in which quality."""

from __future__ import annotations

from django.db.models import Q

from banyan.domain.listings.policy import Standing
from banyan.practice.brokerage.models import Case
from banyan.practice.brokerage.types import Part


def parts_of(standing: Standing, case: Case) -> frozenset[Part]:
    """In which qualities the person takes part; empty for everybody who has no part in it.

    A side is the one who speaks for it and everybody who answers for its listing, now or later. The broker's part is
    that of those who look after the chapter of the case.
    """
    me = standing.user
    if me is None:
        return frozenset()
    found: set[Part] = set()
    need, offer = case.need, case.offer
    if me == case.seeker_id or (
        need is not None
        and (me in {need.owner_id, need.contact_id, need.deputy_id} or need.organisation_id in standing.administered)
    ):
        found.add(Part.SEEKER)
    if me == case.provider_id or (
        offer is not None
        and (
            me in {offer.owner_id, offer.contact_id, offer.deputy_id} or offer.organisation_id in standing.administered
        )
    ):
        found.add(Part.PROVIDER)
    if standing.node_admin or (case.chapter_id is not None and case.chapter_id in standing.chapters):
        found.add(Part.BROKER)
    return frozenset(found)


def main_part(found: frozenset[Part]) -> Part:
    """The quality in which somebody reads: their own side before the broker's."""
    return next(part for part in Part if part in found)


def inside(standing: Standing, case: Case, part: Part) -> bool:
    """Whether the person looks after the listing on that side, and so knows who stands behind it."""
    listing = case.need if part is Part.SEEKER else case.offer
    if standing.node_admin or listing is None:
        return standing.node_admin
    return listing.chapter_id is not None and listing.chapter_id in standing.chapters


def own_cases(standing: Standing) -> Q:
    """Cases in which the person stands on one of the two sides."""
    me = standing.user
    if me is None:
        return Q(pk__in=[])
    sides = Q(seeker_id=me) | Q(provider_id=me)
    for name in ("need", "offer"):
        sides |= Q(**{f"{name}__owner_id": me}) | Q(**{f"{name}__contact_id": me}) | Q(**{f"{name}__deputy_id": me})
        sides |= Q(**{f"{name}__organisation_id__in": standing.administered})
    return sides


def chapter_cases(standing: Standing) -> Q:
    """Cases of the chapters that the person looks after."""
    if standing.user is None:
        return Q(pk__in=[])
    return Q() if standing.node_admin else Q(chapter_id__in=standing.chapters)


def cases_in_hand(standing: Standing) -> Q:
    """Cases that the person brokers, as long as they look after the chapter."""
    return Q(broker_id=standing.user) & chapter_cases(standing)
