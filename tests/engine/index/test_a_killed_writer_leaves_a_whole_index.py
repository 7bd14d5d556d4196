"""A writer killed at any instant: readers see a committed state, before, during and after; the next writer goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.engine.index.samples import Named
from tests.engine.index.story import state_of, write_state

from banyan.engine.errors import IndexMissing
from banyan.engine.index.reader import IndexHandle, open_index
from banyan.engine.index.writer import DiskWriter

ROOT = Path(__file__).parents[3]
STEPS = (
    "begun",
    "words written",
    "listings written",
    "vectors written",
    "manifest written",
    "flushed",
    "named",
    "pointer written",
    "pointed",
    "cleaned",
)
VISIBLE_FROM = STEPS.index("pointed")


def run(path: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.engine.index.story", str(path), *words],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
    )


def go_on(path: Path, *numbers: int) -> None:
    """Commit these states from this process."""
    with DiskWriter(path, Named()) as writer:
        for number in numbers:
            write_state(writer, number)


class Watcher:
    """Opens the index again and again while others write, and notes every state it sees."""

    def __init__(self, path: Path) -> None:
        self.states: list[int] = []
        self.problem: BaseException | None = None
        self._path = path
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        handle = IndexHandle(self._path)
        try:
            while not self._end.is_set():
                self.states.append(state_of(handle.current()))
                reader = open_index(self._path)
                self.states.append(state_of(reader))
                reader.close()
        except BaseException as error:
            self.problem = error

    def check(self) -> None:
        if self.problem is not None:
            raise self.problem
        assert self.states == sorted(self.states)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(tmp_path: Path, step: str) -> None:
    go_on(tmp_path, 1, 2)
    with Watcher(tmp_path) as watcher:
        assert run(tmp_path, "3", step).wait() == -signal.SIGKILL
    watcher.check()
    expected = 5 if STEPS.index(step) >= VISIBLE_FROM else 4
    assert state_of(open_index(tmp_path)) == expected
    go_on(tmp_path, expected + 1)
    assert state_of(open_index(tmp_path)) == expected + 1
    assert not list(tmp_path.glob("building-*"))
    assert not list(tmp_path.glob("removed-*"))


@pytest.mark.parametrize("step", ["words written", "named", "pointer written", "pointed"])
def test_killed_in_the_very_first_commit(tmp_path: Path, step: str) -> None:
    assert run(tmp_path, "1", step).wait() == -signal.SIGKILL
    if STEPS.index(step) < VISIBLE_FROM:
        with pytest.raises(IndexMissing):
            open_index(tmp_path)
        go_on(tmp_path, 1)
    assert state_of(open_index(tmp_path)) == 1


@pytest.mark.slow
def test_killed_at_random_times(tmp_path: Path) -> None:
    chance = random.Random(7)
    go_on(tmp_path, 1)
    told = 1
    with Watcher(tmp_path) as watcher:
        for _ in range(5):
            writer = run(tmp_path, "1000000")
            assert writer.stdout is not None
            for _ in range(chance.randrange(1, 4)):
                told = int(writer.stdout.readline())
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(timeout=chance.random() / 10)
            writer.send_signal(signal.SIGKILL)
            rest = writer.communicate()[0].split()
            told = int(rest[-1]) if rest else told
            assert state_of(open_index(tmp_path)) in (told, told + 1)
    watcher.check()
    assert len(set(watcher.states)) > 1
