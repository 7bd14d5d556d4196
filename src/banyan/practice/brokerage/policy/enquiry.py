"""Who has a part in an enquiry, and in which quality."""

from __future__ import annotations

from django.db.models import Q

from banyan.domain.listings.policy import Standing
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import nobody_here
from banyan.practice.brokerage.types import Nudge, Side, State, Verb


def sides_of(standing: Standing, enquiry: Enquiry) -> frozenset[Side]:
    """What the person may do it as. Those who look after the chapter act once the enquiry was handed to them.

    They answer for a listing whose people are not here, unless it is anonymous: only its owner gives that name away.
    """
    found = seen_as(standing, enquiry)
    if Side.BROKER not in found or enquiry.taken < Nudge.CHAPTER:
        return found - {Side.BROKER}
    if enquiry.listing is not None and nobody_here(enquiry) and not enquiry.listing.anonymous:
        return found | {Side.ANSWERER}
    return found


def seen_as(standing: Standing, enquiry: Enquiry) -> frozenset[Side]:
    """In which qualities the person may look at it; empty for everybody who has no part in it.

    Whoever asked is nothing else here: nobody answers themselves. When the listing was removed, it is between the
    asker, whoever accepted, and those who run the node.
    """
    if standing.user is None:
        return frozenset()
    if enquiry.asker_id == standing.user:
        return frozenset({Side.ASKER})
    found: set[Side] = set()
    listing = enquiry.listing
    if standing.node_admin or (listing is not None and listing.chapter_id in standing.chapters):
        found.add(Side.BROKER)
    if listing is None:
        return frozenset(found | {Side.ANSWERER}) if enquiry.answerer_id == standing.user else frozenset(found)
    people = {listing.owner_id, listing.contact_id, listing.deputy_id}
    if standing.user in people or listing.organisation_id in standing.administered:
        found.add(Side.ANSWERER)
    return frozenset(found)


def was_accepted(enquiry: Enquiry) -> bool:
    """Whether both sides have learned who they are; an enquiry put away afterwards takes nothing back."""
    return enquiry.state == State.ACCEPTED or enquiry.how == Verb.FINISH


def main_side(found: frozenset[Side]) -> Side:
    """The quality in which somebody reads: their own part before the broker's."""
    return next(side for side in (Side.ASKER, Side.ANSWERER, Side.BROKER) if side in found)


def sent_by(standing: Standing) -> Q:
    """Enquiries that the person sent."""
    return Q(pk__in=[]) if standing.user is None else Q(asker_id=standing.user)


def answered_by(standing: Standing) -> Q:
    """Enquiries of others about listings that the person answers for."""
    me = standing.user
    if me is None:
        return Q(pk__in=[])
    mine = Q(listing__owner_id=me) | Q(listing__contact_id=me) | Q(listing__deputy_id=me)
    theirs = Q(listing__organisation_id__in=standing.administered) | Q(listing__isnull=True, answerer_id=me)
    return (mine | theirs) & (Q(asker_id__isnull=True) | ~Q(asker_id=me))


def overseen_by(standing: Standing) -> Q:
    """Enquiries of others about listings of the chapters that the person looks after."""
    if standing.user is None:
        return Q(pk__in=[])
    others = Q(asker_id__isnull=True) | ~Q(asker_id=standing.user)
    return others if standing.node_admin else others & Q(listing__chapter_id__in=standing.chapters)
