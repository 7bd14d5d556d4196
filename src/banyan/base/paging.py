"""Keyset pages: stable while rows come and go, and never a slow count.

A cursor holds the sort values of the last row shown, packed and signed so that nobody can craft one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.core import signing

from banyan.base.errors import Invalid

Row = TypeVar("Row")
_SALT = "banyan.base.paging"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows and the cursor of the next page (``None`` on the last)."""

    rows: Sequence[Row]
    next: str | None


def pack(values: Sequence[str | int | float | None]) -> str:
    """The sort values of a row as an opaque cursor."""
    return signing.dumps(list(values), salt=_SALT, compress=True)


def unpack(cursor: str, *, length: int) -> list[str | int | float | None]:
    """The sort values of a cursor; ``Invalid`` when it is broken or forged."""
    try:
        values = signing.loads(cursor, salt=_SALT)
    except signing.BadSignature as error:
        raise broken() from error
    if not isinstance(values, list) or len(values) != length:
        raise broken()
    return values


def moment_in(value: str | int | float | None) -> datetime:
    """A moment from a cursor; ``Invalid`` when the cursor is another list's."""
    try:
        return datetime.fromisoformat(str(value))
    except ValueError as error:
        raise broken() from error


def broken() -> Invalid:
    """What a cursor gets that does not belong to the list."""
    return Invalid({"cursor": ["This page link is broken. Start again from the first page."]})


def page(rows: Sequence[Row], *, size: int, key: Callable[[Row], Sequence[str | int | float | None]]) -> Page[Row]:
    """A page of at most ``size`` from ``size + 1`` fetched rows; the extra row proves that there is a next page."""
    shown = rows[:size]
    more = len(rows) > size
    return Page(shown, pack(key(shown[-1])) if more else None)
