"""Enquiries, for those who have a part in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field, WithJsonSchema

from banyan.base.errors import Invalid
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.types import Scope
from banyan.domain.listings.types import DeclineReason
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.operations import reads, writes
from banyan.doors.api.replies import done, expected, next_link, reply
from banyan.doors.api.v1.narrowing import Code, Cursor
from banyan.doors.api.v1.shapes import In, ListingOut, Out, PartyOut, listing_out, party_out
from banyan.practice.brokerage import services
from banyan.practice.brokerage.types import Draft, EnquiryView, Row, Side, State, Verb, Words

router = Router(tags=["enquiries"])
#: Written out where they stand: listings have a State and a Verb of their own.
_State = Annotated[State, WithJsonSchema({"type": "string", "enum": [one.value for one in State]})]
_Verb = Annotated[Verb, WithJsonSchema({"type": "string", "enum": [one.value for one in Verb]})]
_Words = Annotated[str, Field(max_length=4000)]


class EnquiriesAsked(In):
    """Which enquiries: as the one who asked, as the one who was asked, or those of one's chapters (``broker``)."""

    side: Side | None = None
    states: Annotated[list[_State], Field(max_length=6)] = []
    cursor: Cursor = ""


class EnquiryLineOut(Out):
    """One enquiry in a list; ``unread``: the other side wrote something new."""

    id: str
    state: _State
    side: Side
    listing: str
    title: str
    other: PartyOut
    my_turn: bool
    due: date | None
    unread: bool
    changed: datetime


class EnquiriesOut(Out):
    """A page of enquiries, last changed first."""

    items: list[EnquiryLineOut]
    next: str | None


class SaidOut(Out):
    """A question or an answer."""

    at: datetime
    side: Side
    mine: bool
    text: str


class EnquiryOut(Out):
    """An enquiry as its reader may see it; ``steps`` are what they may do next, until ``due``."""

    id: str
    state: _State
    side: Side
    version: int
    listing: ListingOut | None
    own: ListingOut | None
    who: str
    what: str
    hopes: str
    thread: list[SaidOut]
    asker: PartyOut
    answerer: PartyOut
    reason: DeclineReason | None
    line: str
    due: date | None
    my_turn: bool
    steps: list[_Verb]
    sent: datetime
    changed: datetime


class NewEnquiry(In):
    """Three short answers: who are you, what would you do with it, what do you want next. ``own`` is the listing of
    yours that it is for, ``organisation`` the slug of the one you speak for."""

    listing: Code
    who: _Words
    what: _Words
    hopes: _Words
    own: Annotated[str, Field(max_length=40)] = ""
    organisation: Annotated[str, Field(max_length=120)] = ""


class EnquiryStep(StrEnum):
    """What can be said in an enquiry."""

    ASK = "ask"
    REPLY = "reply"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    FINISH = "finish"


class StepAsked(In):
    """One step. ``ask`` and ``reply`` need a text, ``decline`` a reason."""

    step: EnquiryStep
    text: _Words = ""
    reason: DeclineReason | None = None


@router.get("/enquiries", summary="My enquiries", **reads(Scope.ENQUIRIES, EnquiriesOut))
def enquiries_list(request: ApiRequest, asked: Query[EnquiriesAsked]) -> HttpResponse:
    """Sent and received, or of one side; pages of twenty."""
    by = request.auth.signed
    page = services.enquiries_read(by=by, side=asked.side, states=asked.states, cursor=asked.cursor)
    body = EnquiriesOut(items=[_line(row) for row in page.rows], next=page.next)
    return reply(request, body, headers=next_link(request, page.next))


@router.get("/enquiries/{enquiry_id}", summary="One enquiry", **reads(Scope.ENQUIRIES, EnquiryOut))
def enquiries_read(request: ApiRequest, enquiry_id: Code) -> HttpResponse:
    """Whose it is sees it; that you read it may be seen by the other side."""
    view = services.enquiry_read(enquiry_id, by=request.auth.signed)
    return reply(request, _enquiry(view), version=view.version)


@router.post("/enquiries", summary="Ask", **writes(Scope.ENQUIRIES, EnquiryOut, status=201))
def enquiries_create(request: ApiRequest, body: NewEnquiry) -> HttpResponse:
    """Asks those who answer for a listing. Asked before and still standing, it is that enquiry (200)."""
    by = request.auth.signed

    def make() -> tuple[EnquiryOut, int, int, Mapping[str, str]]:
        words = Words(who=body.who, what=body.what, hopes=body.hopes)
        sent = services.enquiry_send(listing=body.listing, draft=Draft(words, body.own, body.organisation), by=by)
        return _now(sent.id, by, 201 if sent.made else 200)

    return done(request, make)


@router.post("/enquiries/{enquiry_id}/steps", summary="Say", **writes(Scope.ENQUIRIES, EnquiryOut, match=False))
def enquiries_step(request: ApiRequest, enquiry_id: Code, body: StepAsked) -> HttpResponse:
    """Ask back, reply, say yes or no, take it back, or put it away."""
    by = request.auth.signed

    def make() -> tuple[EnquiryOut, int, int, Mapping[str, str]]:
        _taken(body, public_id=enquiry_id, by=by, expected_version=expected(request, needed=False))
        return _now(enquiry_id, by, 200)

    return done(request, make)


def _taken(body: StepAsked, **whose: Any) -> None:
    text, reason = body.text, body.reason
    silent = {EnquiryStep.WITHDRAW: services.enquiry_withdraw, EnquiryStep.FINISH: services.enquiry_finish}
    if body.step in silent and text:
        raise Invalid({"text": [_("This step takes no words; nothing was done.")]})
    if body.step is not EnquiryStep.DECLINE and reason is not None:
        raise Invalid({"reason": [_("Only a no takes a reason; nothing was done.")]})
    steps = {
        EnquiryStep.ASK: partial(services.enquiry_ask, text=text),
        EnquiryStep.REPLY: partial(services.enquiry_reply, text=text),
        EnquiryStep.ACCEPT: partial(services.enquiry_accept, text=text),
        EnquiryStep.DECLINE: partial(services.enquiry_decline, line=text, reason=reason),
        **{step: partial(service) for step, service in silent.items()},
    }
    steps[body.step](**whose)


def _now(enquiry_id: str, by: SignedIn, status: int) -> tuple[EnquiryOut, int, int, Mapping[str, str]]:
    view = services.enquiry_read(enquiry_id, by=by)
    return _enquiry(view), status, view.version, {}


def _line(row: Row) -> EnquiryLineOut:
    return EnquiryLineOut(
        id=row.id,
        state=row.state,
        side=row.side,
        listing=row.listing.id if row.listing else "",
        title=row.listing.title if row.listing else "",
        other=party_out(row.other),
        my_turn=row.my_turn,
        due=row.due,
        unread=row.unread,
        changed=row.changed,
    )


def _enquiry(view: EnquiryView) -> EnquiryOut:
    return EnquiryOut(
        id=view.id,
        state=view.state,
        side=view.side,
        version=view.version,
        listing=listing_out(view.listing) if view.listing else None,
        own=listing_out(view.own) if view.own else None,
        who=view.words.who,
        what=view.words.what,
        hopes=view.words.hopes,
        thread=[SaidOut(at=one.at, side=one.side, mine=one.mine, text=one.text) for one in view.thread],
        asker=party_out(view.asker),
        answerer=party_out(view.answerer),
        reason=view.reason,
        line=view.line,
        due=view.due,
        my_turn=view.my_turn,
        steps=list(view.verbs),
        sent=view.sent,
        changed=view.changed,
    )
