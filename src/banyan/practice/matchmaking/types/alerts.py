"""What people ask to be told of, what was found for them, and what goes out about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from banyan.domain.listings.types import ListingView
from banyan.practice.matchmaking.types.matching import SearchRequest


class About(StrEnum):
    """What an alert watches: what a search finds, or what answers a listing."""

    SEARCH = "search"
    LISTING = "listing"


class Frequency(StrEnum):
    """How often a letter comes. ``page``: never, the notices stand on the page alone."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    PAGE = "page"


class NoticeState(StrEnum):
    """``waiting`` for its letter; ``told`` by one; ``seen`` on the page before that; ``dropped``: not for telling."""

    WAITING = "waiting"
    TOLD = "told"
    SEEN = "seen"
    DROPPED = "dropped"


class LetterState(StrEnum):
    """``ready`` to go; ``sending``: handed to the mail server, who has not answered yet; ``sent``; ``lost``: a crash
    fell between the two, so that nobody knows; ``empty``: nothing in it was to be told any more."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    LOST = "lost"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class AlertView:
    """One's own alert. ``name`` is what its owner calls it or, of a listing, its title; ``chosen`` are the facets of a
    search in words. ``standing``: it came with the publication of one's own listing. ``feed`` is the secret of its
    address, or empty. ``found`` counts what it found so far."""

    id: str
    about: About
    name: str
    request: SearchRequest | None
    chosen: tuple[str, ...]
    listing: ListingView | None
    standing: bool
    frequency: Frequency
    active: bool
    feed: str
    found: int
    made: datetime


@dataclass(frozen=True, slots=True)
class Cause:
    """Why somebody is told: by which alert of theirs, for which listing, with which score (0–100), in sentences."""

    alert: str
    about: About
    name: str
    subject: str
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A listing that somebody is told of, as they may see it, once, whatever found it. ``causes``: the weightiest
    first. ``reason`` is their "not relevant, because", or empty."""

    id: str
    listing: ListingView
    causes: tuple[Cause, ...]
    found: datetime
    unread: bool
    reason: str


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One listing of a feed, as anybody may see it."""

    listing: ListingView
    found: datetime


@dataclass(frozen=True, slots=True)
class FeedView:
    """What a feed's address shows. Nothing tells whose it is; ``name`` is empty where it could."""

    id: str
    about: About
    name: str
    updated: datetime
    entries: tuple[FeedEntry, ...]
