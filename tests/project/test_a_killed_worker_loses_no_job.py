"""A worker is killed in the middle of a job; another does it again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.project import cut_off_worker
from tests.project.embedded import until

from banyan.project import jobs

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


def start_worker(folder: Path) -> subprocess.Popen[bytes]:
    """A worker process on the test database."""
    default = settings.DATABASES["default"]
    address = f"postgresql://{default['USER']}@/{connection.settings_dict['NAME']}?host={default['HOST']}"
    environment = {**os.environ, "DATABASE_URL": default.get("URL", address), "BANYAN_VAR": str(folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "banyan.project.settings.dev"
    return subprocess.Popen([sys.executable, cut_off_worker.__file__], env=environment)


def test_the_job_is_done_again_and_not_doubled(tmp_path: Path, workers: list[subprocess.Popen[bytes]]) -> None:
    if settings.EMBEDDED is None:
        pytest.skip("needs the embedded server's socket")
    cut_off_worker.cut_off.enqueue(folder=str(tmp_path))
    begun, done = tmp_path / "begun", tmp_path / "done"
    workers.append(start_worker(tmp_path))
    # not only made: a process killed before it has written leaves an empty file
    until(lambda: begun.exists() and begun.read_text() == "begun\n", "the first worker begins")
    workers[0].kill()
    workers[0].wait()
    with connection.cursor() as cursor:  # time passes
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
    jobs.rescue_jobs.run()
    workers.append(start_worker(tmp_path))
    mine = ProcrastinateJob.objects.filter(task_name=cut_off_worker.NAME)
    until(lambda: mine.filter(status="succeeded").exists(), "the second worker does it")
    assert (begun.read_text(), done.read_text()) == ("begun\n" * 2, "done\n")
    assert mine.count() == 1
