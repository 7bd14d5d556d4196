"""Documents of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from banyan.practice.brokerage.types.case import Somebody


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a document. ``withdrawn`` ones have no file any more; ``mine``: the reader put it there and may
    take it back."""

    id: str
    number: int
    filename: str
    size: int
    by: Somebody | None
    at: datetime
    withdrawn: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its versions, the newest first."""

    name: str
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """The documents of a case, that with the newest version first. ``open``: files can be read and added, which is so
    once both sides are named to the reader; ``counted``: there are so many, whether they are shown or not."""

    documents: tuple[Document, ...]
    open: bool
    counted: int
