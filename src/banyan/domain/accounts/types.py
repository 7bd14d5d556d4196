from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banyan.domain.accounts.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """What other rooms may know of a user. ``email`` is for sending, never for showing to others."""

    id: str
    name: str
    email: str
    locale: str
    time_zone: str
    is_node_admin: bool


#: For how many days an access token may work; none works for ever.
TOKEN_DAYS: tuple[int, ...] = (30, 90, 365)


class Scope(StrEnum):
    """What an access token opens; each alone, none contains another."""

    READ = "read"  #: look at listings as their person may, their own drafts too; search, matches
    WRITE = "write"  #: make listings, change them, publish, pause, withdraw
    ENQUIRIES = "enquiries"  #: read the person's enquiries, ask, answer
    CASES = "cases"  #: read the person's cases, move them on
    ALERTS = "alerts"  #: read, keep and end the person's alerts


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who stands behind an access token, and what it opens."""

    token: str
    person: User
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class NewToken:
    """An access token just made; ``secret`` is shown once and kept nowhere."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenView:
    """An access token as its owner sees it. ``shown`` is the start of the secret; ``works`` until it ends."""

    id: str
    name: str
    shown: str
    scopes: tuple[Scope, ...]
    created: datetime
    last_used: date | None
    expires: date
    works: bool
