"""The index on disk: numbered generations, a pointer to the current one, and the locks that keep them apart.

::

    CURRENT              the number of the current generation, replaced by renaming
    writer.lock          held by the one writer
    generations/00000007/   complete and unchanging from the moment it has this name
        manifest.json    read first: counts, encoder, sizes and checksums of every other file
        in-use           readers hold a shared lock on it; cleaning takes it alone
        words/           tantivy
        rows-*.npy …     vectors
    building-00000008/   the writer's work; worthless after a crash, removed by the next writer

Files are never changed once a generation is published: the next one starts as hard links of them.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from banyan.engine.errors import IndexLocked, IndexMissing

_log = logging.getLogger(__name__)

Step = Callable[[str], None]
"""Hears the name of each step of a commit as it is done; tests stop the process there."""

_IN_USE: Final = "in-use"
WORDS: Final = "words"

KEEP: Final = 3
"""Generations kept besides those that readers hold."""


def no_step(_: str) -> None:
    """Does nothing."""


class Directory:
    """Paths and locks of one index directory. Holds nothing open itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.generations = path / "generations"
        self.pointer = path / "CURRENT"

    def folder(self, generation: int) -> Path:
        return self.generations / f"{generation:08d}"

    def building(self, generation: int) -> Path:
        return self.path / f"building-{generation:08d}"

    def numbers(self) -> list[int]:
        """Generations on disk, oldest first; some may be newer than the pointer (a commit that was cut short)."""
        try:
            return sorted(int(path.name) for path in self.generations.iterdir() if path.name.isdecimal())
        except FileNotFoundError:
            return []

    def current(self) -> int | None:
        """The number in the pointer; 0 when the pointer cannot be read, None when nothing was ever published."""
        try:
            text = self.pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            return 0
        return int(text) if text.isascii() and text.isdecimal() else 0

    def candidates(self) -> list[int]:
        """Generations a reader may serve, best first: the current one, then older ones. Raises ``IndexMissing``."""
        current = self.current()
        if current is None:
            raise IndexMissing(f"There is no index in {self.path} yet. Build it.")
        numbers = self.numbers()
        return [number for number in reversed(numbers) if current == 0 or number <= current]

    def publish(self, generation: int, step: Step) -> None:
        """Give the finished building folder its name, then point to it. After this returns a crash loses nothing."""
        self.generations.mkdir(exist_ok=True)
        self.building(generation).rename(self.folder(generation))
        sync(self.generations)
        step("named")
        fresh = self.path / "CURRENT.new"
        with fresh.open("w", encoding="ascii") as file:
            file.write(f"{generation}\n")
            file.flush()
            os.fsync(file.fileno())
        step("pointer written")
        fresh.replace(self.pointer)
        sync(self.path)
        step("pointed")

    def clean(self, *, keep: int = KEEP) -> None:
        """Remove old generations that nobody reads, and what crashed writers left. Only for the lock's holder."""
        current = self.current()
        for number in self.numbers():
            if current is not None and not self.folder(current).is_dir():
                break  # the pointer makes no sense: any of them may be the one that serves
            if current is None or number > current or number <= current - keep:
                self._remove(self.folder(number))
        for pattern in ("building-*", "removed-*"):
            for path in self.path.glob(pattern):
                shutil.rmtree(path, ignore_errors=True)

    def _remove(self, folder: Path) -> None:
        """Take the folder's name away at once, so that a crash leaves no half of it under that name."""
        try:
            held = os.open(folder / _IN_USE, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            return
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            away = self.path / f"removed-{folder.name}"
            shutil.rmtree(away, ignore_errors=True)
            folder.rename(away)
            shutil.rmtree(away, ignore_errors=True)
        except BlockingIOError:
            _log.debug("generation %s is still read", folder.name)
        finally:
            os.close(held)


def hold_for_reading(folder: Path) -> int:
    """A file descriptor that keeps the generation from being cleaned until it is closed.

    Raises ``FileNotFoundError`` when the generation is gone or going.
    """
    held = os.open(folder / _IN_USE, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if (folder / _IN_USE).stat().st_ino != os.fstat(held).st_ino:
            raise FileNotFoundError(folder)
    except OSError as error:
        os.close(held)
        raise FileNotFoundError(folder) from error
    return held


def hold_for_writing(directory: Directory) -> int:
    """A file descriptor that makes this the one writer until it is closed. Raises ``IndexLocked``."""
    directory.path.mkdir(parents=True, exist_ok=True)
    held = os.open(directory.path / "writer.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(held)
        raise IndexLocked(f"Another writer holds {directory.path}. Try again when it is done.") from error
    return held


def start_folder(folder: Path) -> None:
    """A new, empty building folder with its reader's lock file."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / WORDS).mkdir(parents=True)
    (folder / _IN_USE).touch()


def share(source: Path, target: Path) -> None:
    """The same bytes under a second name: a hard link, or a copy where the file system has none."""
    with suppress(FileExistsError):
        try:
            os.link(source, target)
        except OSError:
            if target.exists():
                raise
            shutil.copyfile(source, target)


def sync(path: Path) -> None:
    """Flush one file or folder to the disk."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
