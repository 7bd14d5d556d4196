"""Keeping the index as the database is. The database is the truth: what is here can be thrown away and made again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

import structlog
from django.conf import settings

from banyan.base.errors import Unavailable
from banyan.domain.listings.selectors import for_index
from banyan.engine.errors import EncoderError, IndexDamaged, IndexLocked, IndexMissing
from banyan.engine.explain.passages import passages_to_embed
from banyan.engine.index.rebuild import embed_missing, rebuild, silent
from banyan.engine.index.writer import DiskWriter
from banyan.engine.ports import Encoder, Progress
from banyan.engine.types import Record
from banyan.practice.matchmaking.concepts import kept_vectors, make_vectors
from banyan.practice.matchmaking.machinery import Remembering, encoder, index_exists
from banyan.practice.matchmaking.models import IndexPending
from banyan.practice.matchmaking.records import record_of
from banyan.practice.matchmaking.rules import batches

_log = structlog.get_logger(__name__)
_TAKEN_AT_ONCE = 5000
_READ_AT_ONCE = 500
_EMBEDDED_AT_ONCE = 128
"""Listings embedded before their vectors are published: about half a minute of one core."""
_MOST_WITH_SENTENCES = 20_000
_PAUSE = 0.05
_PATIENCE = 120.0
Result = TypeVar("Result")


def update() -> int:
    """Brings everything that changed into a new generation, findable by words at once; returns how many listings.

    What is taken is only forgotten after the generation is published: killed at any moment, the next run does it
    again. A missing or damaged index is built from the database. ``Unavailable`` when another writer keeps the
    directory for long.
    """
    done = 0
    while taken := _patiently(_update_some):
        done += taken
    return done


def _update_some() -> int:
    if not index_exists():
        return _rebuilt()
    try:
        with DiskWriter(settings.INDEX_FOLDER, encoder()) as writer:
            pending = dict(IndexPending.objects.order_by("pk").values_list("pk", "listing")[:_TAKEN_AT_ONCE])
            ids = list(dict.fromkeys(pending.values()))
            for part in batches(ids, _READ_AT_ONCE):
                records = {row.id: record_of(row) for row in for_index(part)}
                writer.put(records.values())
                writer.delete(one for one in part if one not in records)
            if ids:
                writer.commit()
    except IndexDamaged as error:
        _log.warning("matchmaking.index_damaged", why=str(error))
        return _rebuilt()
    IndexPending.objects.filter(pk__in=list(pending)).delete()
    return len(ids)


def _rebuilt() -> int:
    """The words of everything published, in place of a missing or damaged index; 0 when it holds nothing new."""
    pending = list(IndexPending.objects.values_list("pk", flat=True))
    rebuild(settings.INDEX_FOLDER, _records(), encoder(), embed=False)
    IndexPending.objects.filter(pk__in=pending).delete()
    return len(pending)


def rebuild_all(progress: Progress = silent, *, words_only: bool = False) -> int:
    """Makes the whole index again from the database and returns its generation; the old one serves meanwhile.

    ``progress`` hears listings read, then listings embedded. Vectors of texts that have not changed are kept.
    """
    pending = list(IndexPending.objects.values_list("pk", flat=True))
    generation = _patiently(lambda: rebuild(settings.INDEX_FOLDER, _records(), encoder(), progress, embed=False))
    IndexPending.objects.filter(pk__in=pending).delete()
    if not words_only:
        embed(progress)
    return generation


def embed(progress: Progress = silent) -> int:
    """Adds the vectors of all listings that wait for them, in batches that are each published; returns how many.

    Then those of the taxonomies, where they are missing: ``understand`` reads by meaning with them.
    Killed at any moment it goes on where it was: vectors already made are also kept in a file. ``Unavailable`` when
    the encoder does not answer.
    """
    model = encoder()
    if not model.dimensions:
        return 0
    total = waiting_count()
    done = 0

    def tell(part: int, _of: int, /) -> None:
        progress(min(done + part, total), total)

    try:
        while made := _patiently(lambda: _embed_some(model, tell)):
            done += made
            total = max(total, done)
        make_vectors()
    except IndexMissing:
        return done
    except EncoderError as error:
        raise Unavailable(reason=str(error)) from error
    return done


def _embed_some(model: Encoder, tell: Progress) -> int:
    passages = settings.BANYAN_PASSAGES
    return embed_missing(settings.INDEX_FOLDER, model, tell, most=_EMBEDDED_AT_ONCE, passages=passages)


def embed_sentences() -> int:
    """Vectors of the first sentences of each listing, kept beside the others: answers in another language than the
    question then show the sentence that is nearest to it. Nothing is done where all listings are in one language, nor
    for very many listings (20 ms a sentence). Returns how many sentences were embedded. ``Unavailable``."""
    model = encoder()
    if not isinstance(model, Remembering) or not model.dimensions or not index_exists():
        return 0
    done = 0
    languages: set[str | None] = set()
    for part in batches(list(islice(_records(), _MOST_WITH_SENTENCES)), _READ_AT_ONCE):
        languages |= {record.language for record in part}
        texts = [text for record in part for text in passages_to_embed(record)]
        known = model.recall(texts)
        missing = list(dict.fromkeys(text for text in texts if text not in known))
        if len(languages) > 1:
            done += len(missing)
            _embedded(model, missing)
    return done


def _embedded(model: Remembering, texts: list[str]) -> None:
    try:
        for part in batches(texts, _EMBEDDED_AT_ONCE):
            model.passages(part)
    except EncoderError as error:
        raise Unavailable(reason=str(error)) from error


def wants_embedding() -> bool:
    """Whether there is anything that ``embed`` would do."""
    return bool(waiting_count()) or (bool(encoder().dimensions) and index_exists() and kept_vectors() is None)


def waiting_count() -> int:
    """How many listings of the index have no vectors of the present encoder; 0 without an index or encoder."""
    model = encoder()
    if not model.dimensions or not index_exists():
        return 0
    return _patiently(_count_waiting)


def _count_waiting() -> int:
    with DiskWriter(settings.INDEX_FOLDER, encoder()) as writer:
        return len(writer.pending())


def _records() -> Iterator[Record]:
    return (record_of(row) for row in for_index())


def _patiently(work: Callable[[], Result]) -> Result:
    """Waits for its turn: the directory has one writer at a time, and none holds it for long."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return work()
        except IndexLocked as error:
            if time.monotonic() > deadline:
                raise Unavailable(reason=str(error)) from error
            _pause()


def _pause() -> None:
    time.sleep(_PAUSE)
