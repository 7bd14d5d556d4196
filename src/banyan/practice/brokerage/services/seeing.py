"""Reading what is not open to everybody: nothing of it is shown without a line in the log of who saw what and when.

The doors read through here instead of through the selectors. A line is one insert that does nothing when it is there
already; whoever answers for a thing leaves none about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings

from banyan.base.clock import today
from banyan.base.files import opened
from banyan.base.paging import Page
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.listings.errors import NoSuchListing
from banyan.domain.listings.selectors import attachment_file, attachment_of, listing_get
from banyan.domain.listings.types import ListingView, Visibility
from banyan.practice.brokerage.models import Case, Enquiry, Sighting
from banyan.practice.brokerage.selectors import enquiries, enquiry_get, granted, own_among
from banyan.practice.brokerage.selectors.cases import case_get, cases
from banyan.practice.brokerage.types import (
    CaseRow,
    CaseView,
    EnquiryView,
    Part,
    Party,
    Row,
    Side,
    Stage,
    State,
    ToSend,
    Verb,
    What,
)

#: (public id of the thing, what was shown of it, in which quality)
Glimpse = tuple[str, What, Side]
_LEVELS = {Visibility.AFTER_ENQUIRY: What.AFTER_ENQUIRY, Visibility.AFTER_ACCEPTANCE: What.AFTER_ACCEPTANCE}


def noted(glimpses: Iterable[Glimpse], *, by: SignedIn) -> None:
    """Leaves a line for each thing and what was shown of it: one a day and person, in one statement."""
    rows = [
        Sighting(thing=thing, reader=by.public_id, what=what, day=today(), seen_as=side)
        for thing, what, side in glimpses
    ]
    if rows:
        Sighting.objects.bulk_create(rows, ignore_conflicts=True)


def listing_read(public_id: str, *, by: Asker) -> ListingView:
    """A listing as the reader may see it, with what their enquiries open."""
    view = listing_get(public_id, for_user=by, granted=granted(by, public_id))
    listings_seen([view], by=by)
    return view


def listings_seen(views: Iterable[ListingView], *, by: Asker) -> None:
    """Leaves its line for each listing of which a page shows more than everybody sees."""
    more = [view for view in views if view.opened]
    if not more or not isinstance(by, SignedIn):
        return
    own = own_among(by, [view.id for view in more])
    noted(
        [
            (view.id, _LEVELS[level], _quality(view, by))
            for view in more
            if view.id not in own
            for level in sorted(view.opened)
        ],
        by=by,
    )


def file_read(attachment_id: str, *, by: Asker) -> ToSend:
    """A file of a listing for sending; ``NoSuchListing`` when the reader may not fetch it."""
    about = attachment_of(attachment_id)
    file = attachment_file(attachment_id, for_user=by, granted=granted(by, about))
    kept_back = Visibility(file.visibility) in _LEVELS or file.listing.anonymous
    if kept_back and isinstance(by, SignedIn) and not own_among(by, [about]):
        view = listing_get(about, for_user=by, granted=granted(by, about))
        noted([(about, What.FILE, _quality(view, by))], by=by)
    return ToSend(file.name, file.content_type, opened(file.file, NoSuchListing(id=about)))


def enquiry_read(public_id: str, *, by: SignedIn) -> EnquiryView:
    """An enquiry as the reader may see it; ``NoSuchEnquiry`` for everybody who has no part in it."""
    view = enquiry_get(public_id, for_user=by)
    glimpses: list[Glimpse] = [(view.id, What.WORDS, view.side)] if view.side is not Side.ASKER else []
    other = view.answerer if view.side is Side.ASKER else view.asker
    if _told_by_the_yes(view, other) or (view.side is Side.BROKER and other.name):
        glimpses.append((view.id, What.NAMES, view.side))
    noted(glimpses, by=by)
    return view


def enquiries_read(
    *, by: SignedIn, side: Side | None = None, states: Sequence[State] = (), cursor: str = ""
) -> Page[Row]:
    """The enquiries the person has a part in; a list tells names too."""
    page = enquiries(by, side=side, states=states, cursor=cursor)
    noted([(row.id, What.NAMES, row.side) for row in page.rows if _told_by_the_yes(row, row.other)], by=by)
    return page


def case_read(public_id: str, *, by: SignedIn) -> CaseView:
    """A case as the reader may see it; ``NoSuchCase`` for everybody who has no part in it.

    What a yes told of names is told here too, so it leaves its line with the enquiry that was accepted.
    """
    view = case_get(public_id, for_user=by)
    others = {part: party for part, party in _sides(view).items() if part not in view.parts}
    if any(party.name for party in others.values()):
        noted(_by_the_yes([(view.id, view.part)]), by=by)
    listings_seen([one for one in (view.need, view.offer) if one is not None], by=by)
    return view


def cases_read(*, by: SignedIn, chapter: bool = False, stages: Iterable[Stage] = (), cursor: str = "") -> Page[CaseRow]:
    """The reader's cases, or those of their chapters; a list tells names too."""
    found = cases(by, chapter=chapter, stages=stages, cursor=cursor)
    noted(_by_the_yes([(row.id, row.part) for row in found.rows if row.other.name]), by=by)
    return found


def sightings_forget() -> int:
    """Forgets lines older than the node keeps them; returns how many."""
    gone, _ = Sighting.objects.filter(day__lt=today() - timedelta(days=settings.BANYAN_SEEN_DAYS)).delete()
    return gone


def _told_by_the_yes(one: EnquiryView | Row, other: Party) -> bool:
    return bool(other.name) and (one.state is State.ACCEPTED or one.how is Verb.FINISH)


def _sides(view: CaseView) -> dict[Part, Party]:
    return {Part.SEEKER: view.seeker, Part.PROVIDER: view.provider}


def _by_the_yes(read: Iterable[tuple[str, Part]]) -> list[Glimpse]:
    """Names read in cases, as a line with the enquiry whose yes told them; in a case without one each side told its
    own, for everybody of the case to read."""
    parts = dict(read)
    rows = Case.objects.filter(public_id__in=parts, accepted=True, enquiry__isnull=False).select_related("enquiry")
    return [(row.enquiry.public_id, What.NAMES, _side_of(row, parts[row.public_id])) for row in rows if row.enquiry]


def _side_of(case: Case, part: Part) -> Side:
    """Whoever needs has asked, or was asked."""
    if part is Part.BROKER or case.enquiry is None:
        return Side.BROKER
    asking = Part.SEEKER if case.enquiry.asker_id == case.seeker_id else Part.PROVIDER
    return Side.ASKER if part is asking else Side.ANSWERER


def _quality(view: ListingView, by: SignedIn) -> Side:
    """As what somebody sees more of a listing that is not theirs."""
    if view.inside:
        return Side.BROKER
    asked = Enquiry.objects.filter(listing__public_id=view.id, asker=by).exists()
    return Side.ASKER if asked else Side.ANSWERER
