"""Whatever goes wrong while a dump is made, those that were there stay, and nothing half made is ever seen."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.federation.dump.making import fill

from banyan.base.clock import now, standing_at
from banyan.doors.federation import tasks
from banyan.doors.federation.dump.checking import check
from banyan.doors.federation.dump.errors import DumpRuns, NoSuchDump, NotWritten
from banyan.doors.federation.dump.keeping import dump_due, dump_make, dumps, latest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_one_is_made_each_day_and_the_newest_are_kept(cast: Cast, settings: Settings, dump_folder: Path) -> None:
    fill(cast)
    settings.BANYAN_DUMPS = 3
    start = now().replace(hour=0, minute=30)
    for hours in range(0, 24 * 6, 7):
        with standing_at(start + timedelta(hours=hours)):
            tasks.dump.run()
            assert not dump_due()
    days = [(start + timedelta(days=day)).date() for day in range(6)]
    assert [one.made.date() for one in dumps()] == days[:2:-1]
    assert names(dump_folder) == [".lock", *(one.name for one in reversed(dumps()))]
    assert all(check(dump_folder / one.name).faults == {} for one in dumps())


def test_none_is_made_where_none_is_wanted(settings: Settings, dump_folder: Path) -> None:
    settings.BANYAN_DUMPS = 0
    tasks.dump.run()
    assert not dump_folder.exists()
    with pytest.raises(NoSuchDump):
        latest()


def test_a_disk_that_is_full_at_any_moment_leaves_the_older_ones_alone(
    cast: Cast, dump_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cast)
    with standing_at(now() - timedelta(days=1)):
        dump_make()
    before = names(dump_folder)
    real = os.fsync

    def full_at(call: int) -> Callable[[int], None]:
        calls = count(1)

        def sync(handle: int) -> None:
            if next(calls) == call:
                raise OSError(28, "No space left on device")
            real(handle)

        return sync

    for call in range(1, 8):
        monkeypatch.setattr(os, "fsync", full_at(call))
        with pytest.raises(NotWritten) as error:
            dump_make()
        assert error.value.data == {"why": "No space left on device"}
        assert names(dump_folder) == before
    monkeypatch.setattr(os, "fsync", real)
    dump_make()
    assert len(names(dump_folder)) == len(before) + 1


def test_a_fault_in_the_middle_of_the_records_leaves_nothing(
    cast: Cast, dump_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cast)
    told = 0

    def break_(_done: int, _total: int) -> None:
        nonlocal told
        told += 1
        if told == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dump_make(progress=break_)
    assert names(dump_folder) == [".lock"]


_KILLED = """
import os, signal, sys
from pathlib import Path
from banyan.project.boot import settings_module
os.environ["DJANGO_SETTINGS_MODULE"] = "banyan.project.settings.test"
import django
django.setup()
from django.conf import settings
settings.DUMP_FOLDER = Path(sys.argv[1])
from banyan.doors.federation.dump import keeping

def die(part, **_rest):
    (part / "listings.jsonl.gz").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)

keeping.write = die
keeping.dump_make()
"""


def test_what_a_killed_process_left_is_never_seen_and_goes_with_the_next(cast: Cast, dump_folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(dump_folder)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert any(one.startswith(".making-") for one in names(dump_folder))
    assert dumps() == [] and dump_due()
    made = dump_make()
    assert names(dump_folder) == [".lock", made.name]


def test_one_is_made_at_a_time(cast: Cast, dump_folder: Path) -> None:
    dump_folder.mkdir()
    with (dump_folder / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(DumpRuns):
            dump_make()
        tasks.dump.run()
    assert dumps() == []
    tasks.dump.run()
    assert len(dumps()) == 1


def test_a_torn_dump_is_not_shown(cast: Cast, dump_folder: Path) -> None:
    made = dump_make()
    (made / "datapackage.json").write_text("{")
    assert dumps() == []
