"""The one place that knows what time it is, so that tests can stand still or travel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_fixed: ContextVar[datetime | None] = ContextVar("banyan_fixed_time", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _fixed.get() or datetime.now(tz=UTC)


def today() -> date:
    """The present day in UTC."""
    return now().date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[datetime]:
    """Holds the clock at ``moment`` (aware) for the code inside."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    token = _fixed.set(moment)
    try:
        yield moment
    finally:
        _fixed.reset(token)
