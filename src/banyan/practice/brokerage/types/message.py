"""What people write to each other once they know each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from banyan.practice.brokerage.types.case import Part
from banyan.practice.brokerage.types.enquiry import Side


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sends it; its name is only a name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that the reader may fetch."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message. ``name`` is the writer's, or of their part while they are not named to the reader; it is empty when
    the account is gone. ``fresh``: the reader had not seen it before.

    ``hidden``: it was reported and taken down, so words and files are left out; ``decision`` is the report, for
    whoever wrote it.
    """

    id: str
    at: datetime
    side: Side | Part
    mine: bool
    fresh: bool
    name: str
    text: str
    files: tuple[FileView, ...]
    hidden: bool = False
    decision: str = ""


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The messages of one thread, oldest first. ``earlier`` and ``later`` lead to those before and after; ``open``: it
    can be written in, with ``files`` or without."""

    id: str
    title: str
    open: bool
    messages: tuple[MessageView, ...]
    earlier: str | None
    later: str | None = None
    files: bool = True
