"""The index job killed with -9 at every step of its work, and two of them at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections
from tests.cast import Cast
from tests.factories.listings import published

from banyan.base.outbox.services import deliver_pending
from banyan.domain.listings.types import Kind
from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.writer import DiskWriter
from banyan.practice.matchmaking import upkeep
from banyan.practice.matchmaking.models import IndexPending
from banyan.practice.matchmaking.selectors import readiness, search
from banyan.practice.matchmaking.services import index_update
from banyan.practice.matchmaking.types import SearchRequest

#: Does the job in a process of its own that kills itself at a step of the commit, or right after it.
WORKER = """
import os, signal, sys
from pathlib import Path
import django
from django.conf import settings
name, folder, where = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = name
settings.INDEX_FOLDER = Path(folder)
django.setup()
from banyan.engine.index.writer import DiskWriter
from banyan.practice.matchmaking import upkeep

def die(step):
    if step == where:
        os.kill(os.getpid(), signal.SIGKILL)

class Mortal(DiskWriter):
    def __init__(self, path, encoder):
        super().__init__(path, encoder, step=die)
    def commit(self):
        number = super().commit()
        die("after")
        return number

upkeep.DiskWriter = Mortal
upkeep.update()
"""
STEPS = ("words written", "manifest written", "named", "pointer written", "pointed", "cleaned", "after")


def killed_at(step: str, folder: Path) -> None:
    """Runs the job until it dies at ``step``."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "banyan.project.settings.test"}
    name = str(connection.settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", WORKER, name, str(folder), step], env=environment, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_job_killed_at_any_step_is_finished_by_the_next_one(cast: Cast, index_folder: Path) -> None:
    published(cast.kofi, Kind.OFFER, title="The first dryer")
    deliver_pending()
    index_update()
    for number, step in enumerate(STEPS):
        published(cast.kofi, Kind.OFFER, title=f"Dryer of round {number}")
        deliver_pending()
        killed_at(step, index_folder)
        assert IndexPending.objects.exists()
        index_update()
        assert not IndexPending.objects.exists()
        found = search(SearchRequest(text=f"round {number}"), cast.visitor)
        assert found.hits[0].listing.title == f"Dryer of round {number}"
    assert readiness().records == 1 + len(STEPS)


@pytest.mark.django_db(transaction=True)
def test_a_second_writer_waits_for_the_first(cast: Cast, index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(cast.kofi, Kind.OFFER)
    deliver_pending()
    index_update()
    published(cast.kofi, Kind.OFFER, title="Another dryer")
    deliver_pending()
    waiting = threading.Event()
    monkeypatch.setattr(upkeep, "_pause", waiting.set)
    with DiskWriter(index_folder, NoEncoder()):
        second = threading.Thread(target=_update_and_close)
        second.start()
        assert waiting.wait(60)
        assert IndexPending.objects.count() == 1
    second.join(60)
    assert not IndexPending.objects.exists()
    assert readiness().records == 2


def _update_and_close() -> None:
    index_update()
    connections.close_all()
