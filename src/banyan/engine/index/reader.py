"""Opening an index on disk: the current generation if it is whole, else the one before; a handle that follows it."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path
from typing import Final

from banyan.engine.errors import IndexDamaged, IndexMissing
from banyan.engine.index.directory import Directory, hold_for_reading
from banyan.engine.index.generation import GenerationReader, Parts
from banyan.engine.index.manifest import Verifier, read_manifest

__all__ = ["GenerationReader", "IndexHandle", "check_index", "open_generation", "open_index"]

_log = logging.getLogger(__name__)

_VERIFIER: Final = Verifier()
_TRIES: Final = 5


def open_generation(
    directory: Directory, number: int, parts: Parts | None = None, verifier: Verifier = _VERIFIER
) -> GenerationReader:
    """Raises ``FileNotFoundError`` when the generation is gone, ``IndexDamaged`` when it is not what was written."""
    folder = directory.folder(number)
    held = hold_for_reading(folder)
    try:
        manifest = read_manifest(folder)
        if manifest.generation != number:
            raise IndexDamaged(f"{folder} says that it is generation {manifest.generation}. Rebuild the index.")
        verifier.check(folder, manifest)
        return GenerationReader(folder, manifest, os.dup(held), parts)
    except (ValueError, OSError, KeyError) as error:
        raise IndexDamaged(f"{folder} cannot be opened ({error}). Rebuild the index.") from error
    finally:
        os.close(held)


def open_index(path: Path, parts: Parts | None = None) -> GenerationReader:
    """The current generation, or the newest whole one before it when the current one is damaged (with a log line).

    Raises ``IndexMissing`` when nothing was published, ``IndexDamaged`` when no generation is whole.
    """
    directory = Directory(path)
    problem: IndexDamaged | None = None
    for _ in range(_TRIES):
        asked = directory.current()
        for number in directory.candidates():
            try:
                reader = open_generation(directory, number, parts)
            except FileNotFoundError:
                continue
            except IndexDamaged as error:
                problem = error
                _log.error("index generation %s is damaged; trying an older one: %s", number, error)
                continue
            if asked and number != asked and directory.current() != asked:
                reader.close()
                break  # it was cleaned while we looked: a newer one is there
            if asked and number != asked:
                _log.warning("serving index generation %s in place of %s: rebuild the index", number, asked)
            return reader
        if directory.current() == asked:
            break
    raise problem or IndexDamaged(f"No generation of the index in {path} is whole. Rebuild it.")


def check_index(path: Path) -> int:
    """Read every byte of the current generation (a second or two per gigabyte) and return its number.

    Raises ``IndexMissing`` when nothing was published, ``IndexDamaged`` naming the first file that is not what was
    written; opening an index looks at samples of large files only.
    """
    directory = Directory(path)
    current = directory.current()
    if current is None:
        raise IndexMissing(f"There is no index in {path} yet. Build it.")
    try:
        open_generation(directory, current, verifier=Verifier(whole=True)).close()
    except FileNotFoundError as error:
        raise IndexDamaged(f"The current generation of {path} is not there. Rebuild the index.") from error
    return current


class IndexHandle:
    """Gives the current generation; cheap to ask often (one ``stat``), safe between threads."""

    def __init__(self, path: Path) -> None:
        self._directory = Directory(path)
        self._lock = threading.Lock()
        self._reader: GenerationReader | None = None
        self._seen: tuple[int, int] = (0, 0)

    def current(self) -> GenerationReader:
        """The reader of the current generation. One given earlier stays usable as long as it is held.

        Raises ``IndexMissing`` or ``IndexDamaged`` only when there is nothing to serve.
        """
        with self._lock:
            seen = self._pointer()
            if self._reader is not None and seen == self._seen:
                return self._reader
            try:
                self._reader = open_index(self._directory.path, self._reader.parts if self._reader else None)
            except (IndexMissing, IndexDamaged) as error:
                if self._reader is None:
                    raise
                _log.error("keeping index generation %s: %s", self._reader.generation, error)
            self._seen = seen
            return self._reader

    def _pointer(self) -> tuple[int, int]:
        try:
            status = self._directory.pointer.stat()
        except OSError:
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)

    def close(self) -> None:
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
