"""From a row to what one reader may know of it. Nothing that is kept back leaves this file."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from banyan.base.errors import NotFound
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.accounts.selectors import person_of
from banyan.domain.listings.policy import Standing
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import DeclineReason, ListingView, Visibility
from banyan.practice.brokerage import rules
from banyan.practice.brokerage.models import Enquiry
from banyan.practice.brokerage.people import deputies, keeps_back
from banyan.practice.brokerage.policy import main_side, seen_as, sides_of, was_accepted
from banyan.practice.brokerage.types import EnquiryView, Line, Nudge, Party, Row, Side, State, Verb, Words

#: What a view needs besides the row.
JOINED = (
    "listing__organisation", "listing__contact", "listing__owner", "listing__deputy", "own", "asker", "organisation",
    "answerer",
)  # fmt: skip


def _open_to(side: Side, enquiry: Enquiry) -> bool:
    """Whether the yes has told this reader anything: it speaks to the two sides, not to those who look after them."""
    return was_accepted(enquiry) and side is not Side.BROKER


def level(enquiry: Enquiry) -> Visibility:
    """How far the two sides have come with each other."""
    if was_accepted(enquiry):
        return Visibility.AFTER_ACCEPTANCE
    return Visibility.AFTER_ENQUIRY if State(enquiry.state) in rules.LIVE else Visibility.SIGNED_IN


def view(enquiry: Enquiry, reader: Asker, standing: Standing) -> EnquiryView:
    """The enquiry as the reader, who has a part in it, may see it."""
    side = main_side(seen_as(standing, enquiry))
    state, who = State(enquiry.state), sides_of(standing, enquiry)
    told = _told_as(side, enquiry, standing)
    open_ = _open_to(side, enquiry)
    return EnquiryView(
        id=enquiry.public_id,
        state=state,
        how=Verb(enquiry.how),
        side=side,
        listing=listing_shown(enquiry.listing.public_id, enquiry, reader) if enquiry.listing else None,
        own=listing_shown(enquiry.own.public_id, enquiry, reader) if enquiry.own else None,
        words=_words(enquiry, told, open_),
        thread=_thread(enquiry, reader, told, open_),
        asker=asker_party(enquiry, told, reader=side),
        answerer=answerer_party(enquiry, side),
        reason=DeclineReason(enquiry.reason) if enquiry.reason else None,
        line=_told(enquiry.line, by=Side.ANSWERER, to=side, open_=open_),
        promise_days=enquiry.promise_days,
        due=_due(enquiry, reader),
        plan=_plan(enquiry, reader),
        my_turn=is_turn_of(state, who),
        verbs=rules.verbs_for(state, who),
        version=enquiry.version,
        sent=enquiry.sent,
        changed=enquiry.changed,
    )


def row(enquiry: Enquiry, reader: Asker, standing: Standing, listing: ListingView | None, *, unread: bool) -> Row:
    """The enquiry as a line of a list; ``listing`` as the reader may see it."""
    side = main_side(seen_as(standing, enquiry))
    state = State(enquiry.state)
    other = answerer_party(enquiry, side) if side is Side.ASKER else _asker(enquiry, side, standing)
    return Row(
        id=enquiry.public_id,
        state=state,
        how=Verb(enquiry.how),
        side=side,
        listing=listing,
        other=other,
        my_turn=is_turn_of(state, sides_of(standing, enquiry)),
        due=_due(enquiry, reader),
        unread=unread and side is not Side.BROKER,
        changed=enquiry.changed,
    )


def is_turn_of(state: State, who: frozenset[Side]) -> bool:
    """Whether the next word is theirs."""
    return (state is State.OPEN and bool(who & {Side.ANSWERER, Side.BROKER})) or (
        state is State.ASKED and Side.ASKER in who
    )


def asker_party(enquiry: Enquiry, told: Side, *, reader: Side) -> Party:
    """Who asked, told as to the side ``told``. An address is for the two sides, on acceptance; nobody else reads it."""
    accepted = _open_to(reader, enquiry)
    if told is Side.ANSWERER and not rules.names_told(hidden=enquiry.unnamed, accepted=accepted):
        return Party(hidden=True)
    person = person_of(enquiry.asker) if enquiry.asker else None
    tells = accepted or reader is Side.ASKER
    return Party(
        name=person.name if person else "",
        organisation=enquiry.organisation.name if enquiry.organisation else "",
        organisation_slug=enquiry.organisation.slug if enquiry.organisation else "",
        email=person.email if person and tells else "",
    )


def _asker(enquiry: Enquiry, side: Side, standing: Standing) -> Party:
    return asker_party(enquiry, _told_as(side, enquiry, standing), reader=side)


def _told_as(side: Side, enquiry: Enquiry, standing: Standing) -> Side:
    """Like which side somebody learns of the asker. Those who look after the chapter of what is asked about know no
    more than those who answer, unless they also look after the need that keeps the asker's name back."""
    if side is not Side.BROKER or not enquiry.unnamed:
        return side
    own = enquiry.own
    inside = standing.node_admin or (own is not None and own.chapter_id in standing.chapters)
    return side if inside else Side.ANSWERER


def answerer_party(enquiry: Enquiry, reader: Side) -> Party:
    """Who is asked: the organisation unless the listing keeps it back, and on acceptance the person who accepted."""
    accepted = was_accepted(enquiry)
    organisation = enquiry.listing.organisation if enquiry.listing else None
    inside = reader is not Side.ASKER
    if not inside and not rules.names_told(hidden=keeps_back(enquiry), accepted=accepted):
        return Party(hidden=True)
    person = person_of(enquiry.answerer) if enquiry.answerer and accepted and reader is not Side.BROKER else None
    return Party(
        name=person.name if person else "",
        organisation=organisation.name if organisation else "",
        organisation_slug=organisation.slug if organisation else "",
        email=person.email if person else "",
    )


def listing_shown(public_id: str, enquiry: Enquiry, reader: Asker) -> ListingView | None:
    """One of the two listings as the enquiry opens it to the reader; ``None`` when they may not see it."""
    try:
        return listing_get(public_id, for_user=reader, granted=level(enquiry))
    except NotFound:
        return None


def _words(enquiry: Enquiry, to: Side, open_: bool) -> Words:
    said = (_told(text, by=Side.ASKER, to=to, open_=open_) for text in (enquiry.who, enquiry.what, enquiry.hopes))
    return Words(*said)


def _thread(enquiry: Enquiry, reader: Asker, to: Side, open_: bool) -> tuple[Line, ...]:
    return tuple(
        Line(
            one.at,
            Side(one.side),
            one.by_id == reader.pk,
            _told(one.text, by=Side(one.side), to=to, open_=open_),
        )
        for one in enquiry.lines.order_by("at", "pk")
    )


def _told(text: str, *, by: Side, to: Side, open_: bool) -> str:
    """What one side wrote, for a reader: the yes alone tells addresses, so before it they are blotted out for the other
    side, whether or not it is named."""
    across = (by is Side.ASKER) != (to is Side.ASKER) and to is not Side.BROKER
    return rules.without_addresses(text) if across and not open_ else text


def _due(enquiry: Enquiry, reader: Asker) -> date | None:
    return rules.last_day(enquiry.due, _zone(reader)) if enquiry.due is not None else None


def _plan(enquiry: Enquiry, reader: Asker) -> tuple[tuple[Nudge, date], ...]:
    """What the clock will do in this turn; without a deputy's turn where nobody is left to step in.

    Days, not hours: the hour at which a day is over tells where somebody lives.
    """
    if enquiry.due is None or enquiry.listing is None or enquiry.asker_id is None:
        return ()
    days = rules.turn_days(enquiry.changed, enquiry.due)
    ahead = rules.plan(State(enquiry.state), enquiry.due, days, taken=Nudge(enquiry.taken), acted=enquiry.acted)
    alone = any(nudge is Nudge.DEPUTY for nudge, _ in ahead) and not deputies(enquiry)
    zone = _zone(reader)
    return tuple(
        (nudge, moment.astimezone(zone).date()) for nudge, moment in ahead if not (alone and nudge is Nudge.DEPUTY)
    )


def _zone(reader: Asker) -> ZoneInfo:
    return ZoneInfo(reader.time_zone if isinstance(reader, SignedIn) else "UTC")
