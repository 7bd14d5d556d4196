"""One generation on disk, opened for reading, and the handle that follows the pointer."""

from __future__ import annotations

import logging
import os
import threading
import weakref
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from banyan.engine.errors import IndexDamaged, IndexMissing
from banyan.engine.index.directory import WORDS, Directory, hold_for_reading
from banyan.engine.index.fields import query_terms
from banyan.engine.index.manifest import FileMark, Manifest, Verifier, read_manifest
from banyan.engine.index.nearest import Rows
from banyan.engine.index.rowfiles import Part, read_part, read_prints
from banyan.engine.index.words import WordsReader
from banyan.engine.ports import Vectors
from banyan.engine.text.salient import MOST, salient_terms
from banyan.engine.types import Filter, Hit, Record

_log = logging.getLogger(__name__)

_VERIFIER: Final = Verifier()
_TRIES: Final = 5
_REMEMBERED: Final = 4096

Parts = dict[tuple[str, FileMark], Part]


class GenerationReader:
    """An ``IndexReader`` of one generation. Safe to share between threads.

    The generation stays on disk until ``close`` or until nobody refers to this object.
    """

    def __init__(self, folder: Path, manifest: Manifest, held: int, parts: Parts | None = None) -> None:
        self._manifest = manifest
        self._release = weakref.finalize(self, os.close, held)
        self._words = WordsReader(folder / WORDS)
        self._records: dict[str, Record] = {}
        known = parts if parts is not None else {}
        self._base = _part(folder, manifest, manifest.base, known)
        self._delta = _part(folder, manifest, manifest.delta, known)
        self._dead = read_prints(folder / manifest.dead) if manifest.dead else {}
        self.parts: Parts = {
            (part.name, manifest.files[part.name]): part for part in (self._base, self._delta) if part is not None
        }

    @property
    def generation(self) -> int:
        return self._manifest.generation

    @property
    def encoder(self) -> str:
        """Name of the encoder of the vectors."""
        return self._manifest.encoder

    @property
    def dimensions(self) -> int:
        return self._manifest.dimensions

    @property
    def embedded(self) -> int:
        """Records with vectors."""
        return self._manifest.embedded

    @property
    def mean_terms(self) -> float:
        """Mean number of terms of a record."""
        return self._words.mean_terms()

    def __len__(self) -> int:
        return self._manifest.records

    def by_words(self, text: str, *, language: str | None, filter: Filter, top: int) -> Sequence[Hit]:
        query = query_terms(text, language)
        kept = salient_terms(query, self._words.frequency(query), len(self), most=MOST)
        return [Hit(id, score) for id, score in self._words.search(kept, filter, top)]

    def by_meaning(self, vector: Vectors, *, filter: Filter, top: int) -> Sequence[Hit]:
        """Empty when the vector has other dimensions than the index: it is of another encoder."""
        query = np.ravel(vector)
        if not self.dimensions or query.shape != (self.dimensions,):
            return []
        found: list[tuple[str, float]] = []
        if self._base is not None:
            found += self._base.rows.best(query, self._alive(self._base.rows, filter), top)
        if self._delta is not None:
            found += self._delta.rows.best(query, self._delta.rows.allowed(filter), top)
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return [Hit(id, score, "meaning") for id, score in found[:top]]

    def _alive(self, rows: Rows, filter: Filter) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        mask = rows.allowed(filter)
        mask[[rows.position[id] for id in self._dead if id in rows.position]] = False
        return mask

    def records(self, ids: Collection[str]) -> Mapping[str, Record]:
        known = self._records  # another thread may begin a new one meanwhile
        missing = [id for id in ids if id not in known]
        fresh = self._words.records(missing) if missing else {}
        found = {id: record for id in ids if (record := fresh.get(id) or known.get(id)) is not None}
        if len(self._records) + len(fresh) > _REMEMBERED:
            self._records = {}
        self._records.update(fresh)
        return found

    def vectors(self, ids: Collection[str]) -> Mapping[str, Vectors]:
        found: dict[str, Vectors] = {}
        for id in ids:
            if self._delta is not None and id in self._delta.rows.position:
                found[id] = self._delta.rows.of(id).astype(np.float32)
            elif self._base is not None and id not in self._dead and id in self._base.rows.position:
                found[id] = self._base.rows.of(id).astype(np.float32)
        return found

    def document_frequency(self, terms: Collection[str]) -> Mapping[str, int]:
        return self._words.frequency(terms)

    def languages(self) -> Mapping[str, int]:
        return self._words.languages()

    def close(self) -> None:
        """Let the generation be cleaned. Searching after this is at the caller's risk."""
        self._release()


def _part(folder: Path, manifest: Manifest, name: str, known: Parts) -> Part | None:
    if not name:
        return None
    part = known.get((name, manifest.files[name]))
    return part if part is not None else read_part(folder, name, manifest.dimensions)


def open_generation(directory: Directory, number: int, parts: Parts | None = None) -> GenerationReader:
    """Raises ``FileNotFoundError`` when the generation is gone, ``IndexDamaged`` when it is not what was written."""
    folder = directory.folder(number)
    held = hold_for_reading(folder)
    try:
        manifest = read_manifest(folder)
        if manifest.generation != number:
            raise IndexDamaged(f"{folder} says that it is generation {manifest.generation}. Rebuild the index.")
        _VERIFIER.check(folder, manifest)
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
                _log.exception("index generation %s is damaged; trying an older one", number)
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
            except (IndexMissing, IndexDamaged):
                if self._reader is None:
                    raise
                _log.exception("keeping index generation %s", self._reader.generation)
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
