"""An index in memory, for matching files and for tests: exact BM25, exact cosine, nothing on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from banyan.engine.embed.texts import PASSAGES, embedded, texts_to_embed
from banyan.engine.index.block import Block, block_of
from banyan.engine.index.bm25 import Postings
from banyan.engine.index.counts import counted
from banyan.engine.index.fields import query_terms
from banyan.engine.index.nearest import KINDS, rows_from
from banyan.engine.ports import Card, Encoder, Ints, Progress, Vectors
from banyan.engine.text.profile import analysed, numbers_of, profiles
from banyan.engine.text.salient import MOST, salient_terms
from banyan.engine.types import Filter, Hit, Record

_EMBEDDED_AT_ONCE = 64


class MemoryIndex:
    """An ``IndexReader`` over a fixed set of records; of records with the same id the last counts.

    Building takes about half a millisecond per record of 150 words, plus the embedding where an encoder is given.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        vectors: Mapping[str, Vectors] | None = None,
        salient: int = MOST,
        generation: int = 1,
    ) -> None:
        self._records = {record.id: record for record in records}
        self._ids = list(self._records)
        self._position = {id: number for number, id in enumerate(self._ids)}
        fields = [analysed(record) for record in self._records.values()]
        self._words = Postings(field.whole + field.title for field in fields)
        self._profiles = list(profiles(fields))
        self._frequency = counted(profile.terms for profile in self._profiles)
        self._kinds = np.array([KINDS.index(record.kind) for record in self._records.values()], dtype=np.uint8)
        self._languages = Counter(field.language or "" for field in fields)
        self._salient = salient
        self._generation = generation
        known = {
            id: np.atleast_2d(rows) for id, rows in (vectors or {}).items() if id in self._records and np.size(rows)
        }
        dimensions = next((rows.shape[1] for rows in known.values()), 0)
        self._rows = rows_from(list(known.values()), dimensions)
        self._embedded = {id: place for place, id in enumerate(known)}
        self._owners = np.array([self._position[id] for id in known], dtype=np.int64)
        stored = [known[id].astype(np.float16).astype(np.float32) if id in known else None for id in self._ids]
        self._block = block_of(list(self._records.values()), self._profiles, stored)

    @property
    def generation(self) -> int:
        return self._generation

    def __len__(self) -> int:
        return len(self._ids)

    def by_words(self, text: str, *, language: str | None, filter: Filter, top: int) -> Sequence[Hit]:
        query = query_terms(text, language)
        kept = salient_terms(query, self.document_frequency(query), len(self), most=self._salient)
        if not kept or top <= 0:
            return []
        return self._best(np.where(self._allowed(filter), self._words.scores(kept), 0), top)

    def by_meaning(self, vector: Vectors, *, filter: Filter, top: int) -> Sequence[Hit]:
        query = np.ravel(vector)
        if not len(self._rows) or query.shape != self._rows.rows.shape[1:]:
            return []
        places, scores = self._rows.best(query, self._allowed(filter)[self._owners], top)
        ids = [self._ids[owner] for owner in self._owners[places].tolist()]
        found = sorted(zip(ids, scores.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
        return [Hit(id, score, "meaning") for id, score in found[:top]]

    def find_by_words(self, text: str, *, language: str | None, filter: Filter, top: int) -> Ints:
        return self._places(self.by_words(text, language=language, filter=filter, top=top))

    def find_by_meaning(self, vector: Vectors, *, filter: Filter, top: int) -> Ints:
        return self._places(self.by_meaning(vector, filter=filter, top=top))

    def find_each_by_meaning(self, vectors: Vectors, *, filters: Sequence[Filter], top: int) -> list[Ints]:
        return [self.find_by_meaning(vector, filter=one, top=top) for vector, one in zip(vectors, filters, strict=True)]

    def find(self, id: str) -> Ints:
        return np.array([self._position[id]] if id in self._position else [], dtype=np.int64)

    def block(self, numbers: Ints, *, vectors: bool) -> Block:
        return self._block.take(numbers)

    def _places(self, found: Sequence[Hit]) -> Ints:
        return np.array([self._position[hit.id] for hit in found], dtype=np.int64)

    def records(self, ids: Collection[str]) -> Mapping[str, Record]:
        return {id: self._records[id] for id in ids if id in self._records}

    def vectors(self, ids: Collection[str]) -> Mapping[str, Vectors]:
        return {id: self._rows.of(self._embedded[id]).astype(np.float32) for id in ids if id in self._embedded}

    def cards(self, ids: Collection[str]) -> Mapping[str, Card]:
        """With the whole records, which are at hand."""
        known = [id for id in ids if id in self._records]
        return {id: Card(self._records[id], self._profiles[self._position[id]]) for id in known}

    def document_frequency(self, terms: Collection[str]) -> Mapping[str, int]:
        names = list(terms)
        counts = self.frequency(np.array(numbers_of(names), dtype=np.int64))
        return dict(zip(names, counts.tolist(), strict=True))

    def frequency(self, terms: Ints) -> Ints:
        return self._frequency.of(terms)

    def languages(self) -> Mapping[str, int]:
        return dict(self._languages)

    def close(self) -> None:
        """Nothing to give back."""

    def _allowed(self, filter: Filter) -> NDArray[np.bool_]:
        mask = np.ones(len(self), dtype=np.bool_)
        if filter.kinds:
            mask &= np.isin(self._kinds, [KINDS.index(kind) for kind in filter.kinds])
        if filter.only is not None:
            chosen = np.zeros(len(self), dtype=np.bool_)
            chosen[[self._position[id] for id in filter.only if id in self._position]] = True
            mask &= chosen
        if filter.exclude:
            mask[[self._position[id] for id in filter.exclude if id in self._position]] = False
        return mask

    def _best(self, scores: NDArray[np.float32], top: int) -> list[Hit]:
        """Best first; equal scores in the order of the records."""
        found = np.flatnonzero(scores > 0)
        order = found[np.argsort(-scores[found], kind="stable")[:top]]
        return [Hit(self._ids[number], float(scores[number])) for number in order]


def memory_index(
    records: Iterable[Record],
    encoder: Encoder,
    *,
    progress: Progress | None = None,
    salient: int = MOST,
    passages: int = PASSAGES,
) -> MemoryIndex:
    """A ``MemoryIndex`` with the records' vectors, of ``passages`` texts each at most. Raises ``EncoderError``."""
    kept = list({record.id: record for record in records}.values())
    vectors: dict[str, Vectors] = {}
    if encoder.dimensions:
        for start in range(0, len(kept), _EMBEDDED_AT_ONCE):
            part = kept[start : start + _EMBEDDED_AT_ONCE]
            rows = embedded([texts_to_embed(record, most=passages) for record in part], encoder.passages)
            vectors.update({record.id: some for record, some in zip(part, rows, strict=True)})
            if progress is not None:
                progress(start + len(part), len(kept))
    return MemoryIndex(kept, vectors=vectors, salient=salient)
