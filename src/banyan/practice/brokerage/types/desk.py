"""The broker's desk: what waits for those who look after a chapter, why, and in whose hands it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from banyan.base.paging import Page
from banyan.practice.brokerage.types.case import Stage


class Matter(StrEnum):
    """What kind of thing waits."""

    REVIEW = "review"  #: a listing to be checked before others see it
    ENQUIRY = "enquiry"  #: an enquiry that the clock gave to the chapter
    CASE = "case"  #: a case that does not move
    ANSWER = "answer"  #: what a seeker said of an answer, until somebody has read it
    EXPIRING = "expiring"  #: a listing that expires soon and that nobody has confirmed
    FLAG = "flag"  #: a report, or an objection, that a steward decides about


class Why(StrEnum):
    """Why it waits for the chapter."""

    NEW = "new"
    SILENT = "silent"
    GIVEN = "given"
    NO_STEP = "no_step"
    NO_MOVE = "no_move"
    TASK_OF_NOBODY = "task_of_nobody"
    BROKER_LEFT = "broker_left"
    EXPIRES = "expires"
    REPLIED = "replied"
    REPORTED = "reported"
    OBJECTED = "objected"


class Whose(StrEnum):
    """In whose hands."""

    MINE = "mine"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, before it is asked who has it in hand. ``due`` is the day by which something was promised,
    or by which it should have been looked at. ``broker`` is the row key of who brokers a case."""

    matter: Matter
    id: str
    title: str
    language: str
    chapter: int | None
    since: datetime
    due: date
    whys: tuple[Why, ...]
    broker: int | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who looks after a chapter."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the desk. ``holder`` has it in hand; without one it is nobody's. ``risen``: the chapter is silent,
    so the reader's own, which stands above it, looks after it. ``handable``: the reader may give it to a colleague."""

    matter: Matter
    id: str
    title: str
    language: str
    chapter: str
    whys: tuple[Why, ...]
    since: datetime
    due: date
    late: bool
    holder: Colleague | None
    mine: bool
    held_since: datetime | None
    note: str
    risen: bool
    handable: bool


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What of the desk is looked at; empty means all. ``chapter`` is a slug."""

    matter: Matter | None = None
    chapter: str = ""
    language: str = ""
    whose: Whose | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of the desk, with what it can be filtered by: (matter, how many), (slug, name), languages."""

    page: Page[Item]
    total: int
    matters: tuple[tuple[Matter, int], ...]
    chapters: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What one person of the desk has in hand. ``cases`` are the open ones they broker; ``came`` how many of all their
    cases came how far: an agreement, adopted, in use."""

    who: Colleague
    me: bool
    chapters: tuple[str, ...]
    language: str
    time_zone: str
    items: int
    languages: tuple[str, ...]
    cases: int
    came: tuple[tuple[Stage, int], ...]
    may_clear: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What came of doing something to several things at once: what was done, what was not, each with a sentence, and
    a token that takes it back."""

    done: int
    refused: Sequence[str]
    undo: str
