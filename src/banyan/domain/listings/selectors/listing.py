from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from banyan.base.audit.selectors import history as audit_rows
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.errors import NoSuchListing, Withdrawn
from banyan.domain.listings.models import Attachment, Listing
from banyan.domain.listings.policy import concerned, may_view, qualities, reader_level, standing_of, visible
from banyan.domain.listings.rules import may_see
from banyan.domain.listings.selectors.viewing import FETCHED, JOINED, view
from banyan.domain.listings.types.enums import Kind, State, Visibility
from banyan.domain.listings.types.views import Happening, ListingView


def visible_to(asker: Asker) -> QuerySet[Listing]:
    """Rows the asker may look at. Show them through ``view``: a row still holds fields the asker may not see."""
    return Listing.objects.filter(visible(standing_of(asker)))


def listing_get(public_id: str, *, for_user: Asker, granted: Visibility | None = None) -> ListingView:
    """One listing as the reader may see it; ``granted`` is what an enquiry or a case of theirs opens.

    ``Withdrawn`` when only a tombstone stays, ``NoSuchListing`` when there is none or it is not open to the reader.
    """
    row = Listing.objects.select_related(*JOINED).prefetch_related(*FETCHED).filter(public_id=public_id).first()
    if row is None:
        raise NoSuchListing(id=public_id)
    standing = standing_of(for_user)
    if not may_view(standing, row, granted):
        gone = row.state == State.WITHDRAWN and row.published is not None
        raise Withdrawn(id=public_id) if gone else NoSuchListing(id=public_id)
    return view(row, standing, granted)


def listings_by_ids(ids: Sequence[str], *, for_user: Asker) -> list[ListingView]:
    """Those of the listings that the reader may see, in the order of ``ids``; a handful of queries in all."""
    standing = standing_of(for_user)
    rows = Listing.objects.filter(visible(standing), public_id__in=list(ids))
    found = {row.public_id: row for row in rows.select_related(*JOINED).prefetch_related(*FETCHED)}
    return [view(found[one], standing) for one in dict.fromkeys(ids) if one in found]


def mine(asker: Asker, *, kinds: Sequence[Kind] = ()) -> list[ListingView]:
    """What the asker answers for, last changed first; withdrawn ones are left out."""
    standing = standing_of(asker)
    rows = Listing.objects.filter(concerned(standing)).exclude(state=State.WITHDRAWN)
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    rows = rows.select_related(*JOINED).prefetch_related(*FETCHED).order_by("-changed", "-public_id")
    return [view(row, standing) for row in rows]


def in_review(asker: Asker) -> list[ListingView]:
    """What waits to be checked by the asker, longest waiting first."""
    standing = standing_of(asker)
    rows = Listing.objects.filter(state=State.IN_REVIEW)
    if not standing.node_admin:
        rows = rows.filter(chapter_id__in=standing.chapters)
    rows = rows.select_related(*JOINED).prefetch_related(*FETCHED).order_by("changed", "public_id")
    return [view(row, standing) for row in rows]


def history(public_id: str, *, for_user: Asker) -> list[Happening]:
    """Every change, newest first; for those who may change the listing."""
    row = Listing.objects.filter(public_id=public_id).first()
    if row is None or not qualities(standing_of(for_user), row):
        raise NoSuchListing(id=public_id)
    return [
        Happening(line.at, line.actor, line.action, line.before or {}, line.after or {}, line.note)
        for line in audit_rows(object_type="listing", object_id=public_id)
    ]


def attachment_file(attachment_id: str, *, for_user: Asker, granted: Visibility | None = None) -> Attachment:
    """The file's row, for sending; ``NoSuchListing`` when the reader may not fetch it."""
    row = Attachment.objects.select_related("listing").filter(public_id=attachment_id).first()
    if row is None:
        raise NoSuchListing(id=attachment_id)
    standing = standing_of(for_user)
    listing_get(row.listing.public_id, for_user=for_user, granted=granted)
    if not qualities(standing, row.listing):
        level = reader_level(standing, granted)
        if row.listing.anonymous or not may_see(Visibility(row.visibility), level):
            raise NoSuchListing(id=attachment_id)
    return row


def attachment_of(attachment_id: str) -> str:
    """The id of the listing that the file belongs to; ``NoSuchListing``. Whether it may be read is asked elsewhere."""
    row = Attachment.objects.select_related("listing").filter(public_id=attachment_id).first()
    if row is None:
        raise NoSuchListing(id=attachment_id)
    return row.listing.public_id


def recipients(public_id: str) -> tuple[int, ...]:
    """Row keys of the people who hear of news about the listing: contact, deputy, owner. For sending, never to show."""
    row = Listing.objects.filter(public_id=public_id).first()
    if row is None:
        return ()
    keys = (row.contact_id, row.deputy_id, row.owner_id)
    return tuple(dict.fromkeys(key for key in keys if key is not None))


def owner_side(public_id: str, *, asker: Asker) -> bool:
    """Whether the asker answers for the listing (not merely moderates it)."""
    return Listing.objects.filter(concerned(standing_of(asker)), public_id=public_id).exists()
