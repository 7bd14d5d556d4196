"""The one writer of an index directory: changes gather in a folder of their own and appear at once, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final

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
from banyan.engine.index.listingstate import ListingState
from banyan.engine.index.manifest import NAME, FileMark, Manifest, mark_of, read_manifest, write_manifest
from banyan.engine.index.vectorparts import graph_files
from banyan.engine.index.vectorstate import VectorState
from banyan.engine.index.words import WordsWriter, share_words, word_files
from banyan.engine.ports import Encoder, Progress, Vectors
from banyan.engine.types import Record

_LONGEST_ID: Final = 500
_PUT_AT_ONCE: Final = 500


class DiskWriter:
    """An ``IndexWriter``. Holds the directory's lock until ``close``; use it as a context manager.

    An incremental commit costs the changed records plus hard links, not the size of the index. With ``fresh`` the new
    generation starts empty (a rebuild), but vectors of unchanged texts can be carried over by ``rebuild.py``. Opening
    with another encoder than the index has drops all vectors at the next commit. ``step`` hears the steps of a commit,
    ``progress`` the rows of a graph that a commit has to build (a large index now and then).

    Raises ``IndexLocked``, and ``IndexDamaged`` when the current generation is not whole (then only a rebuild helps).
    """

    def __init__(
        self,
        path: Path,
        encoder: Encoder,
        *,
        fresh: bool = False,
        step: Step = no_step,
        progress: Progress | None = None,
    ) -> None:
        self._directory = Directory(path)
        self._encoder, self._dimensions = encoder.name, encoder.dimensions
        self._step = step
        self._progress = progress
        self._held = hold_for_writing(self._directory)
        try:
            self._directory.clean()
            self._manifest = None if fresh else self._last()
            self._listings, self._vectors = self._states()
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
        batch: list[Record] = []
        try:
            for number, record in enumerate(records, start=1):
                _check_id(record.id, number)
                batch.append(record)
                if len(batch) >= _PUT_AT_ONCE:
                    self._put(batch)
                    batch = []
        finally:
            self._put(batch)

    def _put(self, records: Sequence[Record]) -> None:
        if not records:
            return
        words = self._begin()
        for done in self._listings.put(records):
            if done.before is not None:
                words.delete(done.before)
                rows = self._vectors.rows_of(done.before) if done.same_text else None
                if rows is not None:
                    self._vectors.give(done.number, done.kind, rows)
            words.put(done.number, done.kind, done.terms)
        if self._listings.is_full():
            self._listings.flush(self._folder(), self._generation)

    def put_vectors(self, vectors: Mapping[str, Vectors], prints: Mapping[str, str] | None = None) -> None:
        """With ``prints`` (fingerprints of the texts embedded) vectors of a text that has changed since are ignored."""
        found = self._listings.find([id.encode("utf-8", "backslashreplace") for id in vectors])
        for number, id, print_ in list(self._listings.rows(found.values())):
            if prints is not None and prints.get(id) != print_:
                continue
            if self._vectors.is_written(number):  # a written number keeps its vectors; the listing gets another
                self._put([self._listings.record(number)])
                (number,) = self._listings.find([id.encode()]).values()
            self._vectors.give(number, self._listings.kind(number), vectors[id])

    def delete(self, ids: Iterable[str]) -> None:
        numbers = self._listings.delete(ids)
        for number in numbers:
            self._begin().delete(number)

    def without_vectors(self) -> Iterator[str]:
        return iter(self.pending())

    def pending(self) -> Mapping[str, str]:
        """Ids not yet embedded, with the fingerprints of their texts, in the order they came."""
        if not self._vectors.dimensions:
            return {}
        numbers = self._listings.numbers()
        waiting = numbers[~self._vectors.having(numbers)]
        return {id: print_ for _, id, print_ in self._listings.rows(waiting.tolist())}

    def commit(self) -> int:
        if self._broken:
            raise IndexDamaged("An earlier commit of this writer failed. Open a new one.")
        if self._manifest is not None and not self._listings.changed and not self._vectors.changed:
            return self._manifest.generation
        self._broken = True  # until it has gone through
        folder = self._folder()
        self._finish_words()
        listings, dead = self._listings.write(folder, self._generation)
        self._step("listings written")
        living = self._listings.living
        vectors = self._vectors.write(folder, self._generation, living, self._progress)
        self._step("vectors written")
        manifest = self._seal(folder, listings, vectors, dead)
        self._directory.publish(self._generation, self._step)
        self._manifest, self._words, self._building = manifest, None, None
        self._listings.moved(self._directory.folder(manifest.generation))
        self._vectors.moved(self._directory.folder(manifest.generation))
        self._directory.clean()
        self._step("cleaned")
        self._broken = False
        return manifest.generation

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

    def _states(self) -> tuple[ListingState, VectorState]:
        manifest = self._manifest
        if manifest is None:
            return ListingState(), VectorState(self._dimensions)
        folder = self._directory.folder(manifest.generation)
        listings = ListingState(folder, manifest)
        if (manifest.encoder, manifest.dimensions) == (self._encoder, self._dimensions):
            return listings, VectorState(self._dimensions, folder, manifest)
        vectors = VectorState(self._dimensions)
        vectors.changed = True  # another encoder: everything waits to be embedded
        return listings, vectors

    @property
    def _generation(self) -> int:
        """The number of the generation that is being built."""
        return int(self._folder().name.removeprefix("building-"))

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

    def _finish_words(self) -> None:
        """Leaves the words alone when only vectors changed."""
        if self._words is not None or self._manifest is None:
            self._begin().finish()
            self._step("words written")

    def _seal(self, folder: Path, listings: list[str], vectors: list[str], dead: str) -> Manifest:
        """Checksums, the manifest, and everything flushed to the disk."""
        before = self._manifest.files if self._manifest is not None else {}
        old = self._directory.folder(self._manifest.generation) if self._manifest is not None else None
        names = [*listings, *vectors, *graph_files(folder, vectors), *([dead] if dead else [])]
        marks: dict[str, FileMark] = {}
        for path in (*word_files(folder / WORDS), *(folder / name for name in names)):
            name = path.relative_to(folder).as_posix()
            if name in before and old is not None and path.stat().st_ino == (old / name).stat().st_ino:
                marks[name] = before[name]
            else:
                marks[name] = mark_of(path)
                sync(path)
        numbers = self._listings.numbers()
        manifest = Manifest(
            generation=self._generation,
            encoder=self._encoder,
            dimensions=self._dimensions,
            records=len(numbers),
            embedded=int(self._vectors.having(numbers).sum()),
            next=self._listings.next,
            listings=listings,
            vectors=vectors,
            dead=dead,
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
