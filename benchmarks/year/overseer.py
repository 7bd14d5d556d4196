"""The clock of the year, the table of periodic jobs, and the worker, which is started again whenever it was killed."""

from __future__ import annotations

import json
import multiprocessing
import time
from contextlib import suppress
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from banyan.project.schedule import SCHEDULE
from benchmarks.year import post, worker

#: A day has so many looks of the clock at the table of periodic jobs, so long after midnight (UTC).
LOOKS = tuple(timedelta(hours=6 * number, minutes=30) for number in range(4))
_PATIENCE = 900.0
_LOOKS_AGAIN = 0.2
_WAITING = "FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
_AN_HOUR_LATER = "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour' WHERE id = %s"
_FIRST_GUESS = 400
_OF_THIS_RUN = {"_processes", "_go", "_idle"}


class Stuck(RuntimeError):
    """The queue does not get empty."""


class Overseer:
    """Holds one worker. Processes are forked from a clean one that has Django ready, so a start costs little."""

    def __init__(self, folder: Path, chance: Random, *, kills: float) -> None:
        self._folder, self._chance, self._kills = folder, chance, kills
        self._worker: BaseProcess | None = None
        self._guess = _FIRST_GUESS
        self._seen = 0
        self.killed = 0
        self._prepare()

    def _prepare(self) -> None:
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["benchmarks.year.worker"])
        self._go, self._idle = self._processes.Semaphore(0), self._processes.Semaphore(0)

    def __getstate__(self) -> dict[str, object]:
        """Kept while the year rests: all but the processes."""
        return {name: value for name, value in vars(self).items() if name not in _OF_THIS_RUN}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        self._prepare()

    def stand(self, moment: datetime) -> None:
        """It is now so late for the worker too."""
        (self._folder / "clock.new").write_text(moment.isoformat())
        (self._folder / "clock.new").rename(self._folder / "clock")

    def start(self) -> None:
        """A worker, unless one runs."""
        if self._worker is None or not self._worker.is_alive():
            self._worker = self._processes.Process(
                target=worker.work, args=(self._folder, self._go, self._idle), daemon=True
            )
            self._worker.start()

    def doom(self, day: int) -> None:
        """On some days the worker is killed, after so many steps as it may take on such a day."""
        if self._chance.random() < self._kills:
            (self._folder / "doom").write_text(f"{day} {self._chance.randint(1, self._guess)}")

    def enqueue_periodic(self) -> None:
        """What the table says is due; of each kind at most one waits, as with procrastinate's own starter."""
        for entry in SCHEDULE:
            self._enqueue(f"schedule.{entry.job.name}")

    def _enqueue(self, name: str) -> None:
        with suppress(AlreadyEnqueued):
            app.tasks[name].configure(queueing_lock=name).defer(timestamp=0)

    def drain(self) -> None:
        """Waits until every job is done; a worker that was killed is replaced, and what it had is rescued."""
        deadline = time.monotonic() + _PATIENCE
        while _waits():
            self._revive()
            if time.monotonic() > deadline:
                raise Stuck(str(_rows(f"SELECT status, task_name, attempts, lock {_WAITING} LIMIT 20")))
            while self._idle.acquire(block=False):
                pass
            self._go.release()
            self._idle.acquire(timeout=_LOOKS_AGAIN)

    def _revive(self) -> None:
        if self._worker is not None and self._worker.is_alive():
            return
        if self._worker is not None:
            self._worker.join()
            if self._worker.exitcode != -9:
                raise Stuck(f"the worker ended with {self._worker.exitcode}")
            self.killed += 1
            number = int((self._folder / "worker").read_text())
            _do(_AN_HOUR_LATER, number)
            self._enqueue("schedule.jobs.rescue")
        self.start()

    def end_of_day(self) -> None:
        """Forgets what is done, as the tidying job would a day later; how much a day takes is known for the next."""
        _do("DELETE FROM procrastinate_jobs WHERE status = 'succeeded'")
        path = self._folder / "steps"
        steps = int(path.read_text() or 0) if path.exists() else 0
        if steps > self._seen:
            self._guess = max(50, steps - self._seen)
        self._seen = steps

    def stop(self) -> None:
        """Lets the worker end by itself."""
        (self._folder / "stop").touch()
        if self._worker is not None:
            self._worker.join(timeout=60)
            if self._worker.is_alive():
                self._worker.kill()
        (self._folder / "stop").unlink()
        self._worker = None

    def times(self) -> dict[str, tuple[int, float, float]]:
        """Of each kind of job how many were done, and the seconds of the clock and of the processor they took."""
        found: dict[str, tuple[int, float, float]] = {}
        path = self._folder / "times.jsonl"
        for line in path.read_text().splitlines() if path.exists() else ():
            name, seconds, used = json.loads(line)
            count, whole, spent = found.get(name, (0, 0.0, 0.0))
            found[name] = (count + 1, whole + seconds, spent + used)
        return found

    def kills(self) -> list[dict[str, object]]:
        """Where workers were killed."""
        return post.read_lines(self._folder / "kills.jsonl")


def _waits() -> bool:
    return bool(_rows(f"SELECT 1 {_WAITING} LIMIT 1"))


def _rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _do(sql: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
