"""One generation on disk, opened for reading."""

from __future__ import annotations

import os
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from banyan.engine.index.block import Block, Closest
from banyan.engine.index.cards import block_in, card_in
from banyan.engine.index.codec import decode
from banyan.engine.index.counts import Table, layered
from banyan.engine.index.directory import WORDS
from banyan.engine.index.fields import query_terms
from banyan.engine.index.flat import Flat
from banyan.engine.index.listings import ListingPart, hash_of
from banyan.engine.index.manifest import FileMark, Manifest
from banyan.engine.index.nearest import Scores, Selection, highest, hits, kind_table
from banyan.engine.index.subset import MOST as MOST_IN_MEMORY
from banyan.engine.index.subset import Subset, best
from banyan.engine.index.vectorparts import VectorPart
from banyan.engine.index.words import WordsReader
from banyan.engine.ports import Card, Ints, Vectors
from banyan.engine.text.profile import numbers_of
from banyan.engine.text.rarity import rarity
from banyan.engine.text.salient import MOST, salient_terms
from banyan.engine.types import Filter, Hit, Record

_REMEMBERED: Final = 50_000  #: ids whose numbers are remembered
_FEW: Final = 0.2
"""Share of the listings that pass below which tantivy filters by kind."""

Parts = dict[tuple[str, FileMark], ListingPart | VectorPart]


class GenerationReader:
    """An ``IndexReader`` of one generation. Safe to share between threads.

    The generation stays on disk until ``close`` or until nobody refers to this object. Parts that ``known`` has open
    are not opened again.
    """

    def __init__(self, folder: Path, manifest: Manifest, held: int, known: Parts | None = None) -> None:
        self._manifest = manifest
        self._release = weakref.finalize(self, os.close, held)
        self.parts: Parts = {}
        self._words = WordsReader(folder / WORDS)
        self._listings = [self._open_listings(folder, name, known or {}) for name in manifest.listings]
        self._vectors = [self._open_vectors(folder, name, known or {}) for name in manifest.vectors]
        self._firsts = np.array([part.first for part in self._listings], dtype=np.int64)
        self._living = np.zeros(manifest.next + 1, dtype=np.bool_)
        self._kinds = np.zeros(manifest.next + 1, dtype=np.uint8)
        for part in self._listings:
            self._living[part.numbers] = True
            self._kinds[part.numbers] = part.kinds
        dead = Flat(folder / manifest.dead) if manifest.dead else None
        if dead is not None:
            self._living[dead["numbers"]] = False
        minus = [Table(dead["terms"], dead["term_counts"])] if dead is not None else []
        self._frequencies = layered([(len(part), part.frequency) for part in self._listings], minus)
        self._kind_counts = np.bincount(self._kinds[self._living], minlength=len(kind_table(frozenset())))
        self._vector_counts = [part.living_kinds(self._living) for part in self._vectors]
        self._known: dict[str, int] = {}
        self._last: tuple[frozenset[str], Subset | None] = (frozenset(), None)

    def _open_listings(self, folder: Path, name: str, known: Parts) -> ListingPart:
        key = (name, self._manifest.files[name])
        part = known.get(key)
        part = part if isinstance(part, ListingPart) else ListingPart(folder, name)
        self.parts[key] = part
        return part

    def _open_vectors(self, folder: Path, name: str, known: Parts) -> VectorPart:
        key = (name, self._manifest.files[name])
        part = known.get(key)
        part = part if isinstance(part, VectorPart) else VectorPart(folder, name, self._manifest.dimensions)
        self.parts[key] = part
        return part

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

    def __len__(self) -> int:
        return self._manifest.records

    def by_words(self, text: str, *, language: str | None, filter: Filter, top: int) -> Sequence[Hit]:
        numbers, scores = self._by_words(text, language, filter, top)
        return [Hit(id, score) for id, score in zip(self._ids(numbers), scores.tolist(), strict=True)]

    def find_by_words(self, text: str, *, language: str | None, filter: Filter, top: int) -> Ints:
        return self._by_words(text, language, filter, top)[0]

    def _by_words(self, text: str, language: str | None, filter: Filter, top: int) -> tuple[Ints, Scores]:
        query = query_terms(text, language)
        kept = salient_terms(query, self.document_frequency(query), len(self), most=MOST)
        subset = self._subset(filter)
        if subset is None:
            return self._found(kept, self._selection(filter), top)
        mask = self._selection(filter, within=False).of(subset.numbers, self._kinds[subset.numbers])
        scores = subset.by_words(kept, self._rarity(kept), mask)
        places = best(scores, top)
        return subset.numbers[places], scores[places]

    def _found(self, terms: Mapping[str, int], selection: Selection, top: int) -> tuple[Ints, Scores]:
        """The best by words that pass: more are asked for than wanted, which is quicker than asking tantivy to
        filter."""
        if top <= 0 or not terms:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        if selection.only is not None:
            numbers, scores = self._words.search(terms, len(selection.only), only=selection.only.tolist())
            passed = np.flatnonzero(selection.of(numbers, self._kinds[numbers]))[:top]
            return numbers[passed], scores[passed]
        wanted = int(self._kind_counts[selection.kinds].sum())
        if not wanted:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        few = wanted < _FEW * len(self)
        kinds = np.flatnonzero(selection.kinds).tolist() if few else None
        asked = (top + len(selection.exclude)) * (1.0 if few else 1.2 * len(self) / wanted) + 1
        while True:
            asked = min(asked, len(self))
            numbers, scores = self._words.search(terms, int(asked), kinds=kinds)
            passed = np.flatnonzero(selection.of(numbers, self._kinds[numbers]))[:top]
            if len(passed) >= min(top, wanted) or len(numbers) < int(asked) or asked >= len(self):
                return numbers[passed], scores[passed]
            asked *= 4

    def by_meaning(self, vector: Vectors, *, filter: Filter, top: int) -> Sequence[Hit]:
        """Empty when the vector has other dimensions than the index: it is of another encoder."""
        numbers, scores = self._by_meaning(vector, filter, top)
        return hits(self._ids(numbers), scores, top)

    def find_by_meaning(self, vector: Vectors, *, filter: Filter, top: int) -> Ints:
        return self._in_order(*self._by_meaning(vector, filter, top), top)

    def find_each_by_meaning(self, vectors: Vectors, *, filters: Sequence[Filter], top: int) -> list[Ints]:
        """Of allowed listings in memory by one product of matrices, else one after the other."""
        only = filters[0].only if filters else None
        subset = self._subset(filters[0]) if only is not None and vectors.shape[1] == self.dimensions else None
        if subset is None or any(one.only is not only for one in filters):
            return [
                self.find_by_meaning(vector, filter=one, top=top) for vector, one in zip(vectors, filters, strict=True)
            ]
        found = []
        for cosines, one in zip(subset.cosines(vectors), filters, strict=True):
            mask = self._selection(one, within=False).of(subset.numbers, self._kinds[subset.numbers])
            numbers, scores = subset.nearest(cosines, mask, top)
            found.append(self._in_order(numbers, scores, top))
        return found

    def _in_order(self, numbers: Ints, scores: Scores, top: int) -> Ints:
        if len(numbers) > top:  # some score the same as the last
            return self._numbers([hit.id for hit in hits(self._ids(numbers), scores, top)])
        return numbers[np.argsort(-scores, kind="stable")]

    def _by_meaning(self, vector: Vectors, filter: Filter, top: int) -> tuple[Ints, Scores]:
        """The best and those that score the same as the last of them, in no order."""
        query = np.ravel(vector)
        if not self.dimensions or query.shape != (self.dimensions,) or top <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        subset = self._subset(filter)
        if subset is not None:
            mask = self._selection(filter, within=False).of(subset.numbers, self._kinds[subset.numbers])
            return subset.nearest(subset.cosines(query[np.newaxis])[0], mask, top)
        selection = self._selection(filter)
        parts = zip(self._vectors, self._vector_counts, strict=True)
        found = [part.best(query, selection, top, counts) for part, counts in parts]
        numbers = np.concatenate([np.zeros(0, dtype=np.int64), *(numbers for numbers, _ in found)])
        scores = np.concatenate([np.zeros(0), *(scores for _, scores in found)])
        kept = highest(scores, top)
        return numbers[kept], scores[kept]

    def _subset(self, filter: Filter) -> Subset | None:
        """The allowed listings in memory, made when they are first asked for and kept until others are."""
        if filter.only is None or len(filter.only) > MOST_IN_MEMORY:
            return None
        asked, subset = self._last
        if subset is None or (asked is not filter.only and asked != filter.only):
            numbers = self._sorted(filter.only)
            subset = Subset(numbers, self._read(numbers, vectors=True), self.dimensions)
            self._last = (filter.only, subset)
        return subset

    def _rarity(self, terms: Mapping[str, int]) -> dict[str, float]:
        found = self.document_frequency(terms)
        values = rarity(list(found.values()), max(len(self), 1))
        return dict(zip(found, values.tolist(), strict=True))

    def records(self, ids: Collection[str]) -> Mapping[str, Record]:
        return {id: decode(card_in(part.card(row)), part.texts(row)) for id, part, row in self._where(ids)}

    def cards(self, ids: Collection[str]) -> Mapping[str, Card]:
        names = list(dict.fromkeys(ids))
        numbers = self._numbers(names)
        block = self._read(numbers[numbers >= 0], vectors=False)
        return {record.id: Card(record, profile) for record, profile in zip(block.records, block.profiles, strict=True)}

    def find(self, id: str) -> Ints:
        return self._sorted([id])

    def block(self, numbers: Ints, *, vectors: bool) -> Block:
        held = self._last[1]
        if held is not None:
            places = held.places(numbers)
            if (places >= 0).all():
                return held.block.take(places)
        return self._read(numbers, vectors=vectors)

    def _read(self, numbers: Ints, *, vectors: bool) -> Block:
        owners = np.searchsorted(self._firsts, numbers, side="right") - 1
        pieces: list[bytes] = [b""] * len(numbers)
        languages: list[str | None] = [None] * len(numbers)
        for owner in np.unique(owners).tolist():
            part, mine = self._listings[owner], np.flatnonzero(owners == owner)
            rows = part.rows(numbers[mine])
            codes = part.languages[rows].tolist()
            for place, piece, code in zip(mine.tolist(), part.cards(rows), codes, strict=True):
                pieces[place], languages[place] = piece, part.codes[code] or None
        block = block_in(pieces, self._kinds[numbers], languages)
        return replace(block, vectors=self._closest(numbers)) if vectors else block

    def _closest(self, numbers: Ints) -> Closest:
        """The vectors of listings, in their order."""
        sizes = np.zeros(len(numbers), dtype=np.int64)
        owners, rows = [], []
        for part in self._vectors:
            places = part.places(numbers)
            here = np.flatnonzero(places >= 0)
            counts, matrix = part.rows_at(places[here])
            sizes[here] = counts
            owners.append(np.repeat(here, counts))
            rows.append(matrix)
        starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        if len(rows) == 1 and len(owners[0]) and (np.diff(owners[0]) >= 0).all():
            return Closest(rows[0], starts)
        every = np.concatenate([*rows, np.zeros((0, self.dimensions), dtype=np.float32)])
        order = np.argsort(np.concatenate([*owners, np.zeros(0, dtype=np.int64)]), kind="stable")
        return Closest(every[order], starts)

    def vectors(self, ids: Collection[str]) -> Mapping[str, Vectors]:
        names = list(dict.fromkeys(ids))
        numbers = self._numbers(names)
        found: dict[str, Vectors] = {}
        for part in self._vectors:
            places = part.places(numbers)
            here = np.flatnonzero((places >= 0) & (numbers >= 0))
            rows = part.matrices(places[here])
            found.update({names[place]: matrix for place, matrix in zip(here.tolist(), rows, strict=True)})
        return {id: found[id] for id in names if id in found}

    def document_frequency(self, terms: Collection[str]) -> Mapping[str, int]:
        names = list(terms)
        counts = self.frequency(np.array(numbers_of(names), dtype=np.int64))
        return dict(zip(names, counts.tolist(), strict=True))

    def frequency(self, terms: Ints) -> Ints:
        return np.asarray(sum(table.of(terms) for table in self._frequencies), dtype=np.int64)

    def languages(self) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for part in self._listings:
            living = part.languages[self._living[part.numbers]]
            for code, count in zip(part.codes, np.bincount(living, minlength=len(part.codes)).tolist(), strict=True):
                if count:
                    counts[code] = counts.get(code, 0) + count
        return counts

    def last_records(self, most: int) -> Iterator[Record]:
        """The records put last, the newest first, at most so many."""
        for part in reversed(self._listings):
            rows = np.flatnonzero(self._living[part.numbers])[::-1][:most]
            most -= len(rows)
            for row in rows.tolist():
                yield decode(card_in(part.card(row)), part.texts(row))

    def close(self) -> None:
        """Let the generation be cleaned. Searching after this is at the caller's risk."""
        self._release()

    def _selection(self, filter: Filter, *, within: bool = True) -> Selection:
        """``within`` False leaves out which ids are allowed."""
        return Selection(
            living=self._living,
            kinds=kind_table(filter.kinds),
            exclude=self._sorted(filter.exclude),
            only=None if filter.only is None or not within else self._sorted(filter.only),
        )

    def _sorted(self, ids: Collection[str]) -> Ints:
        numbers = self._numbers(list(ids))
        return np.sort(numbers[numbers >= 0])

    def _numbers(self, ids: Sequence[str]) -> Ints:
        """The living number of each id, -1 where there is none."""
        known = self._known
        missing = [id for id in ids if id not in known]
        found: dict[str, int] = {}
        if missing:
            names = [id.encode("utf-8", "backslashreplace") for id in missing]
            hashes = np.array([hash_of(name) for name in names], dtype=np.uint64)
            for part in self._listings:
                for id, numbers in zip(missing, part.find(names, hashes), strict=True):
                    found.update((id, number) for number in numbers if self._living[number])
            self._remember(found)
        return np.array([known.get(id, found.get(id, -1)) for id in ids], dtype=np.int64)

    def _remember(self, numbers: Mapping[str, int]) -> None:
        if len(self._known) + len(numbers) > _REMEMBERED:
            self._known = {}
        self._known.update(numbers)

    def _ids(self, numbers: Ints) -> list[str]:
        """The id behind each number."""
        found = [part.id_bytes(row).decode() for part, row in self._rows(numbers)]
        self._remember(dict(zip(found, numbers.tolist(), strict=True)))
        return found

    def _where(self, ids: Collection[str]) -> Iterator[tuple[str, ListingPart, int]]:
        names = list(dict.fromkeys(ids))
        numbers = self._numbers(names)
        here = np.flatnonzero(numbers >= 0)
        for place, (part, row) in zip(here.tolist(), self._rows(numbers[here]), strict=True):
            yield names[place], part, row

    def _rows(self, numbers: Ints) -> Iterator[tuple[ListingPart, int]]:
        """The part and row of each number, in this order."""
        owners = np.searchsorted(self._firsts, numbers, side="right") - 1
        rows = np.zeros(len(numbers), dtype=np.int64)
        for owner in np.unique(owners).tolist():
            mine = owners == owner
            rows[mine] = self._listings[owner].rows(numbers[mine])
        for owner, row in zip(owners.tolist(), rows.tolist(), strict=True):
            yield self._listings[owner], row
