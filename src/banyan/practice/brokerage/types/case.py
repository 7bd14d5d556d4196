"""Cases as one reader may see them: the road of a transfer, its tasks, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from banyan.domain.listings.types import DeclineReason, ListingView
from banyan.practice.brokerage.types.enquiry import Party


class Stage(StrEnum):
    """Where a case stands on its road, from the introduction to use; ``closed`` is beside the road."""

    INTRODUCED = "introduced"
    IN_TALKS = "in_talks"
    NEEDS_CHECKED = "needs_checked"
    PACKAGE_ASSEMBLED = "package_assembled"
    AGREEMENT = "agreement"
    PILOT = "pilot"
    ADOPTED = "adopted"
    IN_USE = "in_use"
    CLOSED = "closed"


class Move(StrEnum):
    """How a case comes from one stage to another. ``open`` makes one; ``skip`` leaves the pilot out."""

    OPEN = "open"
    ADVANCE = "advance"
    SKIP = "skip"
    BACK = "back"
    CLOSE = "close"
    REOPEN = "reopen"


class Part(StrEnum):
    """In which quality somebody takes part in a case."""

    SEEKER = "seeker"
    PROVIDER = "provider"
    BROKER = "broker"


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening did; ``made`` is false when there was a case of these two already."""

    id: str
    made: bool


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of a case as the reader may know them. ``id`` names them in forms: a public id, or the code of their
    part while they are not named to the reader."""

    id: str
    part: Part | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a stage: how the case came there, who has it in hand, until when, and what is done next."""

    stage: Stage
    how: Move
    since: datetime
    until: datetime | None
    owner: Somebody | None
    due: date | None
    next_step: str
    line: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """Something to be done by somebody of the case."""

    id: str
    title: str
    owner: Somebody | None
    due: date | None
    done: datetime | None
    overdue: bool
    mine: bool
    version: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one reader may see it. ``part`` is theirs, ``parts`` all they have.

    ``need`` and ``offer`` are as the reader may see them, ``None`` when they may not or there is none. ``left`` is
    where the case stood when it was closed. ``unnamed`` tells that the reader's own side is not named to the other.
    """

    id: str
    title: str
    stage: Stage
    left: Stage | None
    part: Part
    parts: frozenset[Part]
    need: ListingView | None
    offer: ListingView | None
    seeker: Party
    provider: Party
    broker: Party
    enquiry: str
    reason: DeclineReason | None
    present: Stay
    stays: tuple[Stay, ...]
    times: tuple[tuple[Stage, timedelta], ...]
    moves: tuple[Move, ...]
    following: Stage | None
    tasks: tuple[TaskView, ...]
    people: tuple[Somebody, ...]
    unnamed: bool
    takeable: bool
    version: int
    opened: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    id: str
    title: str
    stage: Stage
    part: Part
    other: Party
    next_step: str
    due: date | None
    late: bool
    tasks: int  #: open tasks of the reader
    unread: bool  #: somebody wrote what the reader has not seen
    since: datetime
    changed: datetime
