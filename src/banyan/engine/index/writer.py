"""The one writer of an index directory: changes gather in a folder of their own and appear at once, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from banyan.engine.embed.texts import fingerprint
from banyan.engine.errors import BadRecord, IndexDamaged
from banyan.engine.index.directory import (
    WORDS,
    Directory,
    Step,
    hold_for_writing,
    no_step,
    start_folder,
    sync,
)
from banyan.engine.index.manifest import NAME, FileMark, Manifest, mark_of, read_manifest, write_manifest
from banyan.engine.index.vectorstate import Names, VectorState
from banyan.engine.index.words import WordsReader, WordsWriter, share_words, word_files
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.types import Record

_LONGEST_ID: Final = 500


class DiskWriter:
    """An ``IndexWriter``. Holds the directory's lock until ``close``; use it as a context manager.

    An incremental commit costs the changed records plus hard links, not the size of the index. With ``fresh`` the new
    generation starts empty (a rebuild), but vectors of unchanged texts can be carried over by ``rebuild.py``. Opening
    with another encoder than the index has drops all vectors at the next commit. ``step`` hears the steps of a commit.

    Raises ``IndexLocked``, and ``IndexDamaged`` when the current generation is not whole (then only a rebuild helps).
    """

    def __init__(self, path: Path, encoder: Encoder, *, fresh: bool = False, step: Step = no_step) -> None:
        self._directory = Directory(path)
        self._encoder, self._dimensions = encoder.name, encoder.dimensions
        self._step = step
        self._held = hold_for_writing(self._directory)
        try:
            self._directory.clean()
            self._manifest = None if fresh else self._last()
            self._vectors = self._state()
        except BaseException:
            os.close(self._held)
            raise
        self._words: WordsWriter | None = None
        self._building: Path | None = None
        self._broken = False

    def __enter__(self) -> DiskWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(self, records: Iterable[Record]) -> None:
        """Raises ``BadRecord`` for an empty, very long or unwritable id; records before it are kept for the commit."""
        for number, record in enumerate(records, start=1):
            _check_id(record.id, number)
            self._begin().put(record)
            self._vectors.put(record.id, fingerprint(record))

    def put_vectors(self, vectors: Mapping[str, Vectors], prints: Mapping[str, str] | None = None) -> None:
        """With ``prints`` (fingerprints of the texts embedded) vectors of a text that has changed since are ignored."""
        for id, rows in vectors.items():
            if prints is None or self._vectors.print_of(id) == prints.get(id):
                self._vectors.set(id, rows)

    def delete(self, ids: Iterable[str]) -> None:
        for id in ids:
            self._begin().delete(id)
            self._vectors.drop(id)

    def without_vectors(self) -> Iterator[str]:
        return iter(self.pending())

    def pending(self) -> Mapping[str, str]:
        """Ids not yet embedded, with the fingerprints of their texts."""
        return self._vectors.pending()

    def commit(self) -> int:
        if self._manifest is not None and self._words is None and not self._vectors.changed:
            return self._manifest.generation
        if self._broken:
            raise IndexDamaged("An earlier commit of this writer failed. Open a new one.")
        self._broken = True  # until it has gone through
        folder = self._folder()
        records = self._finish_words(folder)
        generation = int(folder.name.removeprefix("building-"))
        names = self._vectors.write(folder, generation)
        self._step("vectors written")
        manifest = self._seal(folder, generation, records, names)
        self._directory.publish(generation, self._step)
        self._manifest, self._words, self._building = manifest, None, None
        self._vectors.moved(self._directory.folder(generation))
        self._directory.clean()
        self._step("cleaned")
        self._broken = False
        return generation

    def close(self) -> None:
        """Uncommitted changes are dropped."""
        if self._held < 0:
            return
        self._words = None
        if self._building is not None:
            shutil.rmtree(self._building, ignore_errors=True)
            self._building = None
        with suppress(OSError):
            os.close(self._held)
        self._held = -1

    def _last(self) -> Manifest | None:
        current = self._directory.current()
        if current is None:
            return None
        if current == 0:
            raise IndexDamaged(f"{self._directory.pointer} cannot be read. Rebuild the index.")
        folder = self._directory.folder(current)
        manifest = read_manifest(folder)
        for name, mark in manifest.files.items():
            with suppress(OSError):
                if (folder / name).stat().st_size == mark.size:
                    continue
            raise IndexDamaged(f"{folder / name} is not what was written. Rebuild the index.")
        return manifest

    def _state(self) -> VectorState:
        manifest = self._manifest
        if manifest is None:
            return VectorState(self._dimensions)
        folder = self._directory.folder(manifest.generation)
        if (manifest.encoder, manifest.dimensions) == (self._encoder, self._dimensions):
            return VectorState(self._dimensions, folder, manifest)
        state = VectorState(self._dimensions)
        records = WordsReader(folder / WORDS).every_record() if self._dimensions else iter(())
        state.await_all((record.id, fingerprint(record)) for record in records)
        return state

    def _folder(self) -> Path:
        """The building folder, begun with the words of the last generation."""
        if self._building is None:
            number = max([self._directory.current() or 0, *self._directory.numbers()]) + 1
            folder = self._directory.building(number)
            start_folder(folder)
            self._building = folder
            if self._manifest is not None:
                share_words(self._directory.folder(self._manifest.generation) / WORDS, folder / WORDS)
            self._step("begun")
        return self._building

    def _begin(self) -> WordsWriter:
        if self._words is None:
            self._words = WordsWriter(self._folder() / WORDS)
        return self._words

    def _finish_words(self, folder: Path) -> int:
        """Number of records; leaves the words alone when only vectors changed."""
        if self._words is None and self._manifest is not None:
            return self._manifest.records
        records = self._begin().finish()
        self._step("words written")
        return records

    def _seal(self, folder: Path, generation: int, records: int, names: Names) -> Manifest:
        """Checksums, the manifest, and everything flushed to the disk."""
        before = self._manifest.files if self._manifest is not None else {}
        old = self._directory.folder(self._manifest.generation) if self._manifest is not None else None
        marks: dict[str, FileMark] = {}
        for path in (*word_files(folder / WORDS), *(folder / name for name in names.files())):
            name = path.relative_to(folder).as_posix()
            if name in before and old is not None and path.stat().st_ino == (old / name).stat().st_ino:
                marks[name] = before[name]
            else:
                marks[name] = mark_of(path)
                sync(path)
        manifest = Manifest(
            generation=generation,
            encoder=self._encoder,
            dimensions=self._dimensions,
            records=records,
            embedded=self._vectors.embedded,
            base=names.base,
            delta=names.delta,
            dead=names.dead,
            pending=names.pending,
            files=marks,
        )
        write_manifest(folder, manifest)
        self._step("manifest written")
        sync(folder / NAME)
        sync(folder / WORDS)
        sync(folder)
        self._step("flushed")
        return manifest


def _check_id(id: str, number: int) -> None:
    try:
        size = len(id.encode())
    except UnicodeEncodeError:
        size = 0
    if not 0 < size <= _LONGEST_ID:
        raise BadRecord(
            where=f"record {number}", column="id", why=f"An id must be 1 to {_LONGEST_ID} bytes of Unicode text."
        )
