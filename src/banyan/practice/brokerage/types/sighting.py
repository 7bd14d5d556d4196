"""Who saw what and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import IO

from banyan.practice.brokerage.types.enquiry import Side


class What(StrEnum):
    """What somebody was shown that is not open to everybody: of a listing, of an enquiry, of what belongs to them."""

    AFTER_ENQUIRY = "after_enquiry"
    AFTER_ACCEPTANCE = "after_acceptance"
    WORDS = "words"
    NAMES = "names"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class ToSend:
    """A file that the reader may have. ``content`` is open, at its beginning."""

    name: str
    content_type: str
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of the log as its reader may see it; without a name when it is kept back, or the account is gone."""

    day: date
    what: What
    side: Side
    name: str = ""
    mine: bool = False
