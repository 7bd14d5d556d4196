"""The log of who saw what and when, for those whose things were seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from banyan.domain.accounts.policy import SignedIn, is_node_admin
from banyan.domain.accounts.selectors import person_of, users
from banyan.domain.listings.errors import NoSuchListing
from banyan.practice.brokerage.models import Enquiry, Sighting
from banyan.practice.brokerage.policy import was_accepted
from banyan.practice.brokerage.selectors.drafts import own_among
from banyan.practice.brokerage.selectors.enquiries import enquiry_get
from banyan.practice.brokerage.types import EnquiryView, Seen, Side, What

#: So many lines are shown, the newest.
_MOST = 50
#: Whether a reader, who read in this quality, is named to the one who looks at the log.
_Named = Callable[[SignedIn, Side], bool]


def listing_seen_by(public_id: str, *, for_user: SignedIn) -> tuple[Seen, ...]:
    """Who saw what is kept back of a listing; for those who answer for it and those who run the node.

    ``NoSuchListing`` for everybody else. Whoever stays unnamed in an enquiry stays unnamed here.
    """
    if is_node_admin(for_user):
        return _lines(public_id, for_user, lambda _reader, _side: True)
    if public_id not in own_among(for_user, [public_id]):
        raise NoSuchListing(id=public_id)
    told = _told_about(public_id)
    return _lines(public_id, for_user, lambda reader, side: side is Side.BROKER or reader.pk in told)


def enquiry_seen_by(public_id: str, *, for_user: SignedIn) -> tuple[Seen, ...]:
    """Who saw an enquiry; for both sides and those who run the node, ``()`` for others who may read it.

    ``NoSuchEnquiry`` for everybody who may not.
    """
    view = enquiry_get(public_id, for_user=for_user)
    if is_node_admin(for_user):
        return _lines(public_id, for_user, lambda _reader, _side: True)
    if view.side is Side.BROKER:
        return ()
    return _lines(public_id, for_user, _named_in(view, public_id))


def _lines(thing: str, viewer: SignedIn, named: _Named) -> tuple[Seen, ...]:
    rows = list(Sighting.objects.filter(thing=thing).order_by("-day", "-pk")[:_MOST])
    people = {one.public_id: one for one in users().filter(public_id__in={row.reader for row in rows})}
    return tuple(_line(row, people.get(row.reader), viewer, named) for row in rows)


def _line(row: Sighting, reader: SignedIn | None, viewer: SignedIn, named: _Named) -> Seen:
    side = Side(row.seen_as)
    mine = row.reader == viewer.public_id
    name = person_of(reader).name if reader is not None and (mine or named(reader, side)) else ""
    return Seen(day=row.day, what=What(row.what), side=side, name=name, mine=mine)


def _told_about(listing: str) -> frozenset[int]:
    """Row keys of the people whose names the owner of the listing learned from an enquiry about it, or for it."""
    asked = Enquiry.objects.filter(listing__public_id=listing)
    asking = Enquiry.objects.filter(own__public_id=listing)
    return _keys(one.asker_id for one in asked if not one.unnamed or was_accepted(one)) | _keys(
        one.answerer_id for one in asking if was_accepted(one)
    )


def _keys(found: Iterable[int | None]) -> frozenset[int]:
    return frozenset(key for key in found if key is not None)


def _named_in(view: EnquiryView, public_id: str) -> _Named:
    row = Enquiry.objects.only("answerer_id", "state", "how").get(public_id=public_id)
    answerer = row.answerer_id if was_accepted(row) else None

    def named(reader: SignedIn, side: Side) -> bool:
        if side in {view.side, Side.BROKER}:
            return True
        return bool(view.asker.name) if side is Side.ASKER else reader.pk == answerer

    return named
