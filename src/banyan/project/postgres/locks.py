"""Advisory locks on files: the system lets go of them however a process ends, ``kill -9`` included."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def opened(file: Path) -> int:
    """A file descriptor to lock with; not inherited by programs we start."""
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def share(number: int) -> None:
    """Waits for a shared lock."""
    fcntl.flock(number, fcntl.LOCK_SH)


def try_alone(number: int) -> bool:
    """Takes the exclusive lock when nobody else holds any.

    Taken from a shared one, the system lets go of that first: when this fails, take the shared one again.
    """
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def release(number: int) -> None:
    """Lets go, keeping the file open."""
    fcntl.flock(number, fcntl.LOCK_UN)


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Waits until nobody else is inside."""
    number = opened(file)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)
