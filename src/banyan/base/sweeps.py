"""What time does to many rows, one after the other: a broken one never keeps the others waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.db import connection, transaction

_log = structlog.get_logger(__name__)
Thing = TypeVar("Thing")


def one_by_one(
    things: Iterable[Thing],
    do: Callable[[Thing], object],
    *,
    otherwise: Callable[[Thing], object] | None = None,
    name: str,
) -> int:
    """Does the work for each thing in a transaction of its own; returns for how many it did something.

    Whatever fails is logged as ``name``, changes nothing, and is tried again with the next sweep; ``otherwise`` is
    called for it after that, to let it stand back. When the database itself is gone the error is raised, since the
    others would fail like this one: the job is tried again, and not thousands of lines are logged.
    """
    done = 0
    for thing in list(things):
        try:
            with transaction.atomic():
                done += bool(do(thing))
        except Exception:  # one broken row must not keep the others waiting
            if not connection.is_usable():
                raise
            _log.exception(name, thing=str(thing))
            if otherwise is not None:
                otherwise(thing)
    return done
