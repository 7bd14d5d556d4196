"""The index built anew from the records, and the embedding of what waits for it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from banyan.engine.embed.texts import PASSAGES, embedded, fingerprint, texts_to_embed
from banyan.engine.errors import IndexFault
from banyan.engine.index.directory import Directory, Step, no_step
from banyan.engine.index.listingstate import ListingState
from banyan.engine.index.manifest import SAME_VECTORS, read_manifest
from banyan.engine.index.reader import open_index
from banyan.engine.index.vectorstate import VectorState
from banyan.engine.index.writer import DiskWriter
from banyan.engine.ports import Encoder, Progress, Vectors
from banyan.engine.types import Record

_log = logging.getLogger(__name__)

_PUT_AT_ONCE: Final = 500
_EMBEDDED_AT_ONCE: Final = 32
_COMMITTED_AT_ONCE: Final = 2_000


def silent(_done: int, _total: int, /) -> None:
    """Hears nothing of the progress."""


def rebuild(
    path: Path,
    records: Iterable[Record],
    encoder: Encoder,
    progress: Progress = silent,
    *,
    embed: bool = True,
    passages: int = PASSAGES,
    step: Step = no_step,
) -> int:
    """Replace the whole index and return the new generation; ``passages`` texts of a record are embedded at most.

    Vectors of the old index are kept for texts that have not changed (same encoder). The words are published first,
    then the vectors every 2,000 listings, so that a rebuild cut short goes on where it was with ``embed_missing``.
    The old index serves until then. ``progress`` hears first the records put (total unknown: 0), then those embedded.
    Raises ``IndexLocked`` and ``EncoderError``; what was published stays.
    """
    with DiskWriter(path, encoder, fresh=True, step=step, progress=progress) as writer:
        old = _old_vectors(path, encoder)
        done = 0
        batch: list[Record] = []
        for record in records:
            batch.append(record)
            if len(batch) == _PUT_AT_ONCE:
                done += _put(writer, batch, old)
                progress(done, 0)
                batch = []
        done += _put(writer, batch, old)
        progress(done, 0)
        generation = writer.commit()
        if embed:
            generation = _embed(path, writer, encoder, progress, passages) or generation
    return generation


def embed_missing(
    path: Path, encoder: Encoder, progress: Progress = silent, *, most: int = 2_000, passages: int = PASSAGES
) -> int:
    """Embed up to ``most`` listings that wait for it, of each ``passages`` texts at most; returns how many got vectors.

    The directory is locked only while the vectors are written, not while the encoder works; a listing whose text
    changed meanwhile stays waiting. Raises ``IndexLocked``, ``IndexMissing``, ``EncoderError``.
    """
    with DiskWriter(path, encoder) as writer:
        writer.commit()
        waiting = dict(list(writer.pending().items())[:most])
    if not waiting:
        return 0
    vectors = _vectors_of(path, list(waiting), encoder, progress, (0, len(waiting)), passages)
    with DiskWriter(path, encoder) as writer:
        writer.put_vectors(vectors, waiting)
        writer.commit()
    return len(vectors)


def _put(writer: DiskWriter, batch: list[Record], old: _Old | None) -> int:
    writer.put(batch)
    if old is not None:
        prints = {record.id: fingerprint(record) for record in batch}
        writer.put_vectors(old.vectors(prints), prints)
    return len(batch)


@dataclass(frozen=True, slots=True)
class _Old:
    """The vectors of the index that is being replaced."""

    listings: ListingState
    state: VectorState

    def vectors(self, prints: Mapping[str, str]) -> dict[str, Vectors]:
        """Those of texts that have not changed."""
        numbers = self.listings.find([id.encode() for id in prints]).values()
        known = {id: number for number, id, print_ in self.listings.rows(numbers) if prints[id] == print_}
        found = ((id, self.state.rows_of(number)) for id, number in known.items())
        return {id: rows for id, rows in found if rows is not None}


def _old_vectors(path: Path, encoder: Encoder) -> _Old | None:
    """The vectors of the index that is being replaced, when they can be used."""
    directory = Directory(path)
    current = directory.current()
    if not current or not encoder.dimensions:
        return None
    try:
        folder = directory.folder(current)
        manifest = read_manifest(folder, formats=SAME_VECTORS)
        if (manifest.encoder, manifest.dimensions) != (encoder.name, encoder.dimensions):
            return None
        return _Old(ListingState(folder, manifest), VectorState(encoder.dimensions, folder, manifest))
    except IndexFault:
        _log.warning("the old vectors cannot be read; embedding everything again")
        return None


def _embed(path: Path, writer: DiskWriter, encoder: Encoder, progress: Progress, passages: int) -> int:
    """Embed everything that waits; returns the last generation, 0 when nothing waited."""
    waiting = list(writer.pending())
    generation = 0
    for start in range(0, len(waiting), _COMMITTED_AT_ONCE):
        part = waiting[start : start + _COMMITTED_AT_ONCE]
        writer.put_vectors(_vectors_of(path, part, encoder, progress, (start, len(waiting)), passages))
        generation = writer.commit()
    return generation


def _vectors_of(
    path: Path, ids: list[str], encoder: Encoder, progress: Progress, done: tuple[int, int], passages: int
) -> dict[str, Vectors]:
    """``done`` is how many were embedded before these, of how many."""
    before, total = done
    found: dict[str, Vectors] = {}
    reader = open_index(path)
    try:
        for start in range(0, len(ids), _EMBEDDED_AT_ONCE):
            records = reader.records(ids[start : start + _EMBEDDED_AT_ONCE])
            texts = [texts_to_embed(record, most=passages) for record in records.values()]
            rows = embedded(texts, encoder.passages)
            found.update(zip(records, rows, strict=True))
            progress(before + min(start + _EMBEDDED_AT_ONCE, len(ids)), total)
    finally:
        reader.close()
    return found
