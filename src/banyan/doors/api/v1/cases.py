"""Cases, for those who take part in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.types import Scope
from banyan.domain.listings.types import DeclineReason
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.operations import reads, writes
from banyan.doors.api.replies import done, expected, next_link, reply
from banyan.doors.api.v1.narrowing import Code, Cursor
from banyan.doors.api.v1.shapes import In, ListingOut, Out, PartyOut, listing_out, party_out
from banyan.practice.brokerage.services.cases import case_move, case_open
from banyan.practice.brokerage.services.seeing import case_read, cases_read
from banyan.practice.brokerage.types import CaseRow, CaseView, Move, Part, Stage

router = Router(tags=["cases"])


class CasesAsked(In):
    """Which cases: one's own, or (``chapter``) those of the chapters one looks after."""

    chapter: bool = False
    stages: Annotated[list[Stage], Field(max_length=9)] = []
    cursor: Cursor = ""


class CaseLineOut(Out):
    """One case in a list."""

    id: str
    title: str
    stage: Stage
    part: Part
    other: PartyOut
    next_step: str
    due: date | None
    late: bool
    tasks: int
    unread: bool
    changed: datetime


class CasesOut(Out):
    """A page of cases, last changed first."""

    items: list[CaseLineOut]
    next: str | None


class TaskOut(Out):
    """Something to be done."""

    id: str
    title: str
    due: date | None
    done: datetime | None
    overdue: bool
    mine: bool


class CaseOut(Out):
    """A case as its reader may see it; ``moves`` are what they may do next."""

    id: str
    title: str
    stage: Stage
    part: Part
    version: int
    need: ListingOut | None
    offer: ListingOut | None
    seeker: PartyOut
    provider: PartyOut
    broker: PartyOut
    enquiry: str
    reason: DeclineReason | None
    due: date | None
    next_step: str
    tasks: list[TaskOut]
    moves: list[Move]
    following: Stage | None
    opened: datetime
    changed: datetime


class NewCase(In):
    """The enquiry that was said yes to."""

    enquiry: Code


class MoveAsked(In):
    """One move. Going back, leaving the pilot out, closing and opening again need a line; closing may have a reason."""

    move: Move
    reason: DeclineReason | None = None
    line: Annotated[str, Field(max_length=2000)] = ""


@router.get("/cases", summary="My cases", **reads(Scope.CASES, CasesOut))
def cases_list(request: ApiRequest, asked: Query[CasesAsked]) -> HttpResponse:
    """On whose sides you stand or that you broker; pages of twenty."""
    by = request.auth.signed
    page = cases_read(by=by, chapter=asked.chapter, stages=asked.stages, cursor=asked.cursor)
    body = CasesOut(items=[_line(row) for row in page.rows], next=page.next)
    return reply(request, body, headers=next_link(request, page.next))


@router.get("/cases/{case_id}", summary="One case", **reads(Scope.CASES, CaseOut))
def cases_read_one(request: ApiRequest, case_id: Code) -> HttpResponse:
    """The road, its tasks, and who takes part, as far as you may know them."""
    view = case_read(case_id, by=request.auth.signed)
    return reply(request, _case(view), version=view.version)


@router.post("/cases", summary="Open a case", **writes(Scope.CASES, CaseOut, status=201))
def cases_create(request: ApiRequest, body: NewCase) -> HttpResponse:
    """Of an enquiry that was said yes to. Opened before, it is that case (200)."""
    by = request.auth.signed

    def make() -> tuple[CaseOut, int, int, Mapping[str, str]]:
        opened = case_open(enquiry=body.enquiry, by=by)
        return _now(opened.id, by, 201 if opened.made else 200)

    return done(request, make)


@router.post("/cases/{case_id}/moves", summary="Move a case", **writes(Scope.CASES, CaseOut, match=False))
def cases_move(request: ApiRequest, case_id: Code, body: MoveAsked) -> HttpResponse:
    """Advance, skip the pilot, go back, close, open again."""
    by = request.auth.signed

    def make() -> tuple[CaseOut, int, int, Mapping[str, str]]:
        version = expected(request, needed=False)
        case_move(
            public_id=case_id, move=body.move, by=by, reason=body.reason, line=body.line, expected_version=version
        )
        return _now(case_id, by, 200)

    return done(request, make)


def _now(case_id: str, by: SignedIn, status: int) -> tuple[CaseOut, int, int, Mapping[str, str]]:
    view = case_read(case_id, by=by)
    return _case(view), status, view.version, {}


def _line(row: CaseRow) -> CaseLineOut:
    return CaseLineOut(
        id=row.id,
        title=row.title,
        stage=row.stage,
        part=row.part,
        other=party_out(row.other),
        next_step=row.next_step,
        due=row.due,
        late=row.late,
        tasks=row.tasks,
        unread=row.unread,
        changed=row.changed,
    )


def _case(view: CaseView) -> CaseOut:
    return CaseOut(
        id=view.id,
        title=view.title,
        stage=view.stage,
        part=view.part,
        version=view.version,
        need=listing_out(view.need) if view.need else None,
        offer=listing_out(view.offer) if view.offer else None,
        seeker=party_out(view.seeker),
        provider=party_out(view.provider),
        broker=party_out(view.broker),
        enquiry=view.enquiry,
        reason=view.reason,
        due=view.present.due,
        next_step=view.present.next_step,
        tasks=[
            TaskOut(id=one.id, title=one.title, due=one.due, done=one.done, overdue=one.overdue, mine=one.mine)
            for one in view.tasks
        ],
        moves=list(view.moves),
        following=view.following,
        opened=view.opened,
        changed=view.changed,
    )
