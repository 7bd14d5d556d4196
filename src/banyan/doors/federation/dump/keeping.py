"""The dumps of this node: making one, which there are, letting old ones go.

A dump is a folder, named by its moment. It is written beside its place, in a folder whose name begins with a dot, and
gets its name when it is whole and on the disk; so whatever lies under a name is whole, whenever power or process go.
One process writes at a time, and first takes away what one that was killed has left.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from django.conf import settings

from banyan.base.clock import now
from banyan.doors.federation.dump.describing import LINES, TABLE
from banyan.doors.federation.dump.errors import DumpRuns, NoSuchDump, NotWritten
from banyan.doors.federation.dump.writing import DESCRIPTION, KEY, SIGNATURE, SUMS, Progress, sync_folder, write

_log = structlog.get_logger(__name__)
_NAMED = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")
_MOMENT = "%Y%m%dT%H%M%SZ"
_UNFINISHED = ".making-"
_LOCK = ".lock"

#: The files of a dump, those first that most people want.
FILES = (LINES, TABLE, DESCRIPTION, SUMS, SIGNATURE, KEY)


@dataclass(frozen=True, slots=True)
class File:
    """One file of a dump; ``sha256`` is empty for those that hold the sums themselves."""

    name: str
    size: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A whole dump. ``records`` are listings and tombstones, ``listings`` those without the ``deleted``."""

    name: str
    made: datetime
    until: datetime
    records: int
    listings: int
    deleted: int
    files: tuple[File, ...]


def place() -> Path:
    """The folder of all dumps."""
    return Path(settings.DUMP_FOLDER)


def dumps() -> list[Dump]:
    """Those that are kept, newest first."""
    found = (_read(place() / name) for name in _names())
    return [one for one in found if one is not None]


def latest() -> str:
    """The name of the newest; ``NoSuchDump`` where there is none."""
    if names := _names():
        return names[0]
    raise NoSuchDump()


def file_of(name: str, file: str) -> Path:
    """Where a file of a dump lies; ``NoSuchDump`` for whatever is none."""
    if not _NAMED.match(name) or file not in FILES:
        raise NoSuchDump()
    moment_of(name)
    return place() / name / file


def moment_of(name: str) -> datetime:
    """When a dump of this name was made; ``NoSuchDump`` for a name that is none."""
    try:
        return datetime.strptime(name, _MOMENT).replace(tzinfo=UTC)
    except ValueError as error:
        raise NoSuchDump from error


def dump_due() -> bool:
    """Whether today's, by UTC, is still to be made."""
    names = _names()
    return settings.BANYAN_DUMPS > 0 and (not names or moment_of(names[0]).date() < now().astimezone(UTC).date())


def dump_make(folder: Path | None = None, *, progress: Progress | None = None) -> Path:
    """Makes a dump and returns its folder: among those of the node, of which the newest ``BANYAN_DUMPS`` are then kept,
    or inside a folder of one's own. ``DumpRuns`` while another process makes one there, ``NotWritten`` where the disk
    refuses; then nothing stays of it, and the older ones do."""
    home = folder or place()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _alone(home):
            done = _made(home, progress)
            if folder is None:
                _let_go(home, max(settings.BANYAN_DUMPS, 1))
    except OSError as error:
        raise NotWritten(why=error.strerror or type(error).__name__) from error
    return done


def _made(home: Path, progress: Progress | None) -> Path:
    moment = now().astimezone(UTC).replace(microsecond=0)
    name = moment.strftime(_MOMENT)
    part = home / f"{_UNFINISHED}{name}"
    try:
        part.mkdir()
        write(part, name=name, made=moment, progress=progress)
        part.rename(home / name)
        sync_folder(home)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return home / name


def _let_go(home: Path, count: int) -> None:
    """An old one loses its name first, so that nobody sees half of it go."""
    for name in _names()[count:]:
        part = home / f"{_UNFINISHED}{name}"
        (home / name).rename(part)
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Holds the folder; the lock goes with the process, however that ends."""
    with (home / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DumpRuns() from error
        for left in home.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _names() -> list[str]:
    with suppress(FileNotFoundError):
        return sorted((one.name for one in os.scandir(place()) if _NAMED.match(one.name)), reverse=True)
    return []


def _read(folder: Path) -> Dump | None:
    """``None`` for one that goes at this moment, or that somebody has been at."""
    try:
        said = json.loads((folder / DESCRIPTION).read_bytes())
        lines = (folder / SUMS).read_text().splitlines()
        sums = {name: found for found, _, name in (line.partition("  ") for line in lines)}
        files = tuple(File(name, (folder / name).stat().st_size, sums.get(name, "")) for name in FILES)
        records, listings = said["resources"][0]["records"], said["resources"][1]["rows"]
        made, until, gone = (
            datetime.fromisoformat(said["created"]),
            datetime.fromisoformat(said["until"]),
            int(said["deleted"]),
        )
        return Dump(folder.name, made, until, int(records), int(listings), gone, files)
    except (OSError, ValueError, LookupError, TypeError):
        _log.warning("dump.unreadable", dump=folder.name)
        return None
