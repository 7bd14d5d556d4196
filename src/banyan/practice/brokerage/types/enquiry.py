"""Enquiries as one reader may see them, and what somebody says in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from banyan.domain.listings.types import DeclineReason, ListingView


class State(StrEnum):
    """Where an enquiry stands. ``open``: those asked have the word; ``asked``: they asked back."""

    OPEN = "open"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Verb(StrEnum):
    """What can be done to an enquiry.

    ``send`` makes one; ``close``: the listing is gone; ``leave``: the asker is gone; ``lapse``: nobody spoke.
    """

    SEND = "send"
    ASK = "ask"
    REPLY = "reply"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    FINISH = "finish"
    CLOSE = "close"
    LEAVE = "leave"
    LAPSE = "lapse"


class Side(StrEnum):
    """In which quality somebody has a part in an enquiry."""

    ASKER = "asker"
    ANSWERER = "answerer"
    BROKER = "broker"
    SYSTEM = "system"


class Nudge(IntEnum):
    """What the clock has done so far in this turn."""

    NONE = 0
    REMINDER = 1
    DEPUTY = 2
    CHAPTER = 3
    AGAIN = 4  # the reminder of a turn that began after the chapter was given it: it stays the chapter's
    END = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The three answers of somebody who asks: who are you, what would you do with it, what do you want next."""

    who: str = ""
    what: str = ""
    hopes: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An enquiry that is still being written; ``own`` and ``organisation`` are an id and a slug, or empty."""

    words: Words = Words()
    own: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What sending did; ``made`` is false when it had been sent before."""

    id: str
    made: bool


@dataclass(frozen=True, slots=True)
class Party:
    """One side as the other may know it. Without a name it is ``hidden``, or nobody has spoken for it yet."""

    name: str = ""
    organisation: str = ""
    organisation_slug: str = ""
    email: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One question or answer of the thread."""

    at: datetime
    side: Side
    mine: bool
    text: str


@dataclass(frozen=True, slots=True)
class EnquiryView:
    """An enquiry as one reader may see it. ``side`` is theirs; ``my_turn``: the next word is theirs.

    ``listing`` is what was asked about and ``own`` the asker's listing for which; both as the reader may see them, and
    ``None`` when they may not, or there is none. ``due`` is the last whole day, where the reader lives, on which the
    next word comes as promised; ``plan`` what happens by itself if nobody speaks, with its day.
    """

    id: str
    state: State
    how: Verb
    side: Side
    listing: ListingView | None
    own: ListingView | None
    words: Words
    thread: tuple[Line, ...]
    asker: Party
    answerer: Party
    reason: DeclineReason | None
    line: str
    promise_days: int
    due: date | None
    plan: tuple[tuple[Nudge, date], ...]
    my_turn: bool
    verbs: tuple[Verb, ...]
    version: int
    sent: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One enquiry in a list; ``unread``: the other side wrote something the reader has not seen."""

    id: str
    state: State
    how: Verb
    side: Side
    listing: ListingView | None
    other: Party
    my_turn: bool
    due: date | None
    unread: bool
    changed: datetime
