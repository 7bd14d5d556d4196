"""One run: the database, the year, and what is told of it."""

from __future__ import annotations

import argparse
import resource
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  (settings are read first)
from django.db import connection  # noqa: E402
from rich.console import Console  # noqa: E402

from banyan.doors.cli.progress import Bar  # noqa: E402
from banyan.project import postgres  # noqa: E402
from banyan.project.migrating import migrate  # noqa: E402
from benchmarks.year.life import live  # noqa: E402
from benchmarks.year.reporting import report  # noqa: E402
from benchmarks.year.world import Size  # noqa: E402

_EVERY = 30.0


def run(given: argparse.Namespace, folder: Path) -> int:
    """Holds the server while the year lasts; 1 when something is broken, 3 when there are days left."""
    console = Console(stderr=True)
    held = postgres.hold(settings.EMBEDDED) if settings.EMBEDDED is not None else None
    began = time.perf_counter()
    try:
        migrate()
        size = Size(given.people, given.listings, given.enquiries)
        asked = _asked_to_rest()
        with Bar(console) as bar:
            told = live(
                size, given.seed, folder, days=given.days, kills=given.kills, looks=given.looks,
                bar=bar.step if console.is_terminal else _lines, tired=asked.is_set,
            )  # fmt: skip
        if told.day < given.days:
            print(f"The year rests after {told.day} days. The same command with --go-on lives the others.")
            return 3
        whole = time.perf_counter() - began
        memory = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        report(told, folder, given, whole=whole, memory=memory)
    finally:
        connection.close()
        if held is not None:
            held.release()
    return 1 if told.faults else 0


def _asked_to_rest() -> threading.Event:
    """Set by Ctrl-C or SIGTERM; the day is lived to its end."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: asked.set())
    return asked


def _lines(title: str) -> Callable[[int, int], None]:
    """Without a terminal a line now and then."""
    last = [time.perf_counter()]

    def hear(done: int, total: int, /) -> None:
        if done == total or time.perf_counter() - last[0] > _EVERY:
            last[0] = time.perf_counter()
            print(f"{time.strftime('%H:%M:%S')} {title}: {done} of {total}", flush=True)

    return hear
