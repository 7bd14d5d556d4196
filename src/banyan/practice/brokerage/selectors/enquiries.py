from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from banyan.base.paging import Page, moment_in, page, unpack
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.listings.policy import Standing, standing_of
from banyan.domain.listings.selectors import listings_by_ids
from banyan.domain.listings.types import Visibility
from banyan.practice.brokerage.errors import NoSuchEnquiry
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.policy import answered_by, overseen_by, seen_as, sent_by
from banyan.practice.brokerage.selectors.unread import unread, unread_in
from banyan.practice.brokerage.selectors.viewing import JOINED, level, listing_shown, row, view
from banyan.practice.brokerage.types import EnquiryView, Nudge, Row, Side, State, Verb


def enquiry_get(public_id: str, *, for_user: Asker) -> EnquiryView:
    """The enquiry as the reader may see it; ``NoSuchEnquiry`` for everybody who has no part in it."""
    found = Enquiry.objects.select_related(*JOINED).filter(public_id=public_id).first()
    standing = standing_of(for_user)
    if found is None or not seen_as(standing, found):
        raise NoSuchEnquiry(id=public_id)
    return view(found, for_user, standing)


def enquiries(
    asker: Asker, *, side: Side | None = None, states: Iterable[State] = (), cursor: str = "", size: int = 20
) -> Page[Row]:
    """The enquiries the person has a part in, last changed first: sent, received, or of the chapters they look after.

    Without a side: sent and received.
    """
    standing = standing_of(asker)
    rows = Enquiry.objects.filter(_of(standing, side)).select_related(*JOINED)
    wanted = [state.value for state in states]
    if wanted:
        rows = rows.filter(state__in=wanted)
    if cursor:
        changed, last = unpack(cursor, length=2)
        moment = moment_in(changed)
        rows = rows.filter(Q(changed__lt=moment) | Q(changed=moment, public_id__lt=str(last)))
    fetched = list(rows.order_by("-changed", "-public_id")[: size + 1])
    shown = {
        one.id: one
        for one in listings_by_ids([one.listing.public_id for one in fetched if one.listing], for_user=asker)
    }
    fresh = unread_in([one.public_id for one in fetched], for_user=asker) if isinstance(asker, SignedIn) else ()
    lines = []
    for one in fetched:
        key = one.listing.public_id if one.listing else ""
        listing = (shown.get(key) or listing_shown(key, one, asker)) if key else None
        lines.append(row(one, asker, standing, listing, unread=one.public_id in fresh))
    return page(lines, size=size, key=lambda one: (one.changed.isoformat(), one.id))


def counts(asker: Asker, side: Side | None = None) -> dict[State, int]:
    """How many enquiries the person has a part in, by state."""
    rows = (
        Enquiry.objects.filter(_of(standing_of(asker), side))
        .order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
    )
    return {State(state): int(count) for state, count in rows}


def waiting_count(asker: Asker) -> int:
    """How many enquiries wait for a word of this person."""
    if not isinstance(asker, SignedIn):
        return 0
    standing = standing_of(asker)
    handed = Q(taken__gte=Nudge.CHAPTER) & overseen_by(standing)
    to_answer = Q(state=State.OPEN) & (answered_by(standing) | handed)
    waiting = Enquiry.objects.filter(to_answer | Q(state=State.ASKED, asker_id=asker.pk)).count()
    return waiting + _unread(asker, standing)


def _unread(asker: SignedIn, standing: Standing) -> int:
    """In how many enquiries the other side wrote something new."""
    talking = Enquiry.objects.filter(Q(state=State.ACCEPTED) | Q(how=Verb.FINISH))
    mine = talking.filter(_of(standing, None) | Q(answerer_id=asker.pk))
    return unread(asker).filter(thread__in=mine.values("public_id")).values("thread").distinct().count()


def granted(asker: Asker, listing: str) -> Visibility | None:
    """What enquiries open of a listing to this person: as the asker, or as the one whom its owner asks."""
    if asker.pk is None:
        return None
    rows = Enquiry.objects.filter(
        Q(listing__public_id=listing, asker_id=asker.pk) | (Q(own__public_id=listing) & answered_by(standing_of(asker)))
    )
    found = [level(one) for one in rows]
    return max(found, key=list(Visibility).index) if found else None


def _of(standing: Standing, side: Side | None) -> Q:
    if side is Side.BROKER:
        return overseen_by(standing)
    if side is None:
        return sent_by(standing) | answered_by(standing)
    return sent_by(standing) if side is Side.ASKER else answered_by(standing)
