"""The worker that is killed: the jobs of procrastinate's queue, in its order and by its own functions of PostgreSQL.

It runs in a process of its own. ``doom`` in the folder tells after how many steps it ends itself with SIGKILL; a step
is a statement to the database, a letter handed over (before and after), or a job done and not yet ticked off.
"""

from __future__ import annotations

import cProfile
import json
import os
import signal
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  (settings are read first)
from procrastinate.contrib.django import app  # noqa: E402
from procrastinate.jobs import Job  # noqa: E402

from banyan.base.clock import standing_at  # noqa: E402
from banyan.base.jobs import doing  # noqa: E402
from banyan.project.schedule import SCHEDULE  # noqa: E402  (brings all jobs)
from benchmarks.year import post  # noqa: E402

_IDLE = 0.1
_BEAT = 10.0
_COLUMNS = ("id", "task_name", "lock", "queueing_lock", "args", "attempts", "priority", "queue_name")
assert SCHEDULE


class Doom:
    """Counts the steps; when those that were given are over, the process is gone in the middle of what it does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._given = ""
        self.left = -1
        self.steps = 0

    def look(self) -> None:
        """Whether new steps were given."""
        path = self._folder / "doom"
        said = path.read_text() if path.exists() else ""
        if said and said != self._given:
            self._given, self.left = said, int(said.split()[1])

    def step(self, where: str) -> None:
        """One more."""
        self.steps += 1
        if self.left > 0:
            self.left -= 1
            if self.left == 0:
                one = post.doing
                said = {"where": where, "job": one.job, "task": one.task, "args": one.args, "posted": one.posted}
                (self._folder / "doom").unlink(missing_ok=True)
                post.write_line(self._folder / "kills.jsonl", said)
                os.kill(os.getpid(), signal.SIGKILL)

    def statement(
        self, execute: Callable[..., object], sql: str, params: object, many: bool, context: Mapping[str, Any]
    ) -> object:
        """Wraps each statement of Django's connection."""
        self.step("before a statement")
        return execute(sql, params, many, context)


def work(folder: Path, go: Semaphore, idle: Semaphore) -> None:
    """Does jobs until ``stop`` lies in the folder or the parent is gone; says when it is ``idle``, looks at ``go``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a year that is asked to rest ends its day first
    profile = cProfile.Profile() if "YEAR_PROFILE" in os.environ else None
    if profile is not None:
        profile.enable()
    _work(folder, go, idle)
    if profile is not None:
        profile.dump_stats(f"{os.environ['YEAR_PROFILE']}.worker")


def _work(folder: Path, go: Semaphore, idle: Semaphore) -> None:
    parent = os.getppid()
    doom = Doom(folder)
    post.beside[:] = [doom.step]
    number = int(_one("SELECT worker_id FROM procrastinate_register_worker_v1()")[0])
    (folder / "worker").write_text(str(number))
    beaten = time.monotonic()
    with connection.execute_wrapper(doom.statement):
        while os.getppid() == parent:
            doom.look()
            row = _fetch(number)
            if row is not None:
                _do(row, doom)
            elif (folder / "stop").exists():
                break
            else:
                (folder / "steps").write_text(str(doom.steps))
                idle.release()
                go.acquire(timeout=_IDLE)
            if time.monotonic() - beaten > _BEAT:
                _one("SELECT procrastinate_update_heartbeat_v1(%s)", number)
                beaten = time.monotonic()


def _fetch(worker: int) -> dict[str, Any] | None:
    row = _one(f"SELECT {', '.join(_COLUMNS)} FROM procrastinate_fetch_job_v2(NULL, %s)", worker)
    found = dict(zip(_COLUMNS, row, strict=True))
    if found["id"] is None:
        return None
    args = found["args"]
    found["args"] = json.loads(args) if isinstance(args, str) else args
    return found


def _do(row: dict[str, Any], doom: Doom) -> None:
    """One job, at the moment that the clock in the folder shows; then it is ticked off, or tried again later."""
    task = app.tasks[row["task_name"]]
    post.doing.job, post.doing.task, post.doing.args, post.doing.posted = row["id"], row["task_name"], row["args"], 0
    moment = datetime.fromisoformat((post.folder() / "clock").read_text())
    began, used = time.perf_counter(), time.process_time()
    try:
        with standing_at(moment), doing(row["id"]):
            task.func(**row["args"])
    except Exception as error:  # as procrastinate does; every failure is read afterwards
        _failed(row, task, error)
    else:
        doom.step("before the tick")
        _one("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", row["id"])
    took = [round(time.perf_counter() - began, 4), round(time.process_time() - used, 4)]
    post.write_line(post.folder() / "times.jsonl", [row["task_name"], *took])


def _failed(row: dict[str, Any], task: Any, error: Exception) -> None:
    said = {"task": row["task_name"], "args": row["args"], "error": "".join(traceback.format_exception(error))}
    post.write_line(post.folder() / "failures.jsonl", said)
    job = Job(
        id=row["id"], lock=row["lock"], queueing_lock=row["queueing_lock"], task_name=row["task_name"],
        task_kwargs=row["args"], attempts=row["attempts"], queue=row["queue_name"],
    )  # fmt: skip
    again = task.retry_strategy.get_retry_decision(exception=error, job=job) if task.retry_strategy else None
    if again is None:
        _one("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", row["id"])
        return
    # simulated time goes on by itself: what would wait for seconds is due with the next look
    soon = datetime.now(tz=UTC) + timedelta(seconds=0.2)
    _one("SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", row["id"], soon)


def _one(sql: str, *values: str | int | datetime) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() or ()
