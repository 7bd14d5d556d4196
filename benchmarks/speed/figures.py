"""Small things that every command here needs."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from banyan.engine.ports import Vectors
from benchmarks.speed.made import DIMENSIONS, Batch

Result = TypeVar("Result")


class Ready:
    """An encoder that knows the vectors of some needs already: embedding is not what is measured."""

    name = "made"
    dimensions = DIMENSIONS

    def __init__(self, batch: Batch) -> None:
        self._order = list(batch.vectors)
        self._next = 0

    def queries(self, texts: Sequence[str]) -> Vectors:
        rows = [self._order[(self._next + place) % len(self._order)] for place in range(len(texts))]
        self._next += len(texts)
        return np.stack(rows)

    def passages(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """The result and the milliseconds it took."""
    started = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - started) * 1000


def resident() -> dict[str, float]:
    """Megabytes of memory of this process: all, and what of it is mapped files."""
    found = {}
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name in ("VmRSS", "RssFile", "RssAnon"):
            found[name] = int(value.split()[0]) / 1024
    return found


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{np.median(values):.1f} | {np.percentile(values, 95):.1f}"


def machine() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), load {load} when measured, Python {platform.python_version()}"
    )


def told(lines: Sequence[str], report: Path | None) -> None:
    """Prints a report and writes it where that is wanted."""
    text = "\n".join(lines) + "\n"
    print(text)
    if report is not None:
        report.write_text(text, encoding="utf-8")
