"""The engine's outer seams. Each has a null implementation for tests and for running without it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from banyan.engine.types import Facts, Filter, Hit, Record

Vectors = NDArray[np.float32]
"""Rows are unit-length vectors, shape (n, dimensions)."""


Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Profile:
    """A text as numbers. ``terms`` and ``pairs`` (of neighbouring terms) are sorted and distinct; ``counts`` go with
    them; a pair of terms a, b is ``a << 32 | b``. ``length`` counts terms with repeats."""

    terms: Ints
    counts: Floats
    pairs: Ints
    pair_counts: Floats
    title: Ints
    length: int
    language: str | None


class Card(NamedTuple):
    """What is compared of a listing: its record without texts (``text`` and ``fields`` are empty), and its profile."""

    record: Record
    profile: Profile


class Said(NamedTuple):
    """What a listing says of one matter (``index.facets``): facts with nothing else in them, and the listing's
    language where that is part of it."""

    facts: Facts
    language: str | None


class Closeness(Protocol):
    """The vectors of some listings."""

    def cosines(self, need: Vectors, /) -> Floats:
        """Closeness of each listing with all rows of ``need``; NaN where it has no vectors."""
        ...


class Block(Protocol):
    """Some listings side by side, a row each, ready to be compared all at once."""

    @property
    def records(self) -> Sequence[Record]:
        """Without their texts, unless these are at hand."""
        ...

    @property
    def profiles(self) -> Sequence[Profile]: ...

    @property
    def kinds(self) -> NDArray[np.uint8]:
        """Places in ``index.nearest.KINDS``."""
        ...

    @property
    def completeness(self) -> Floats:
        """NaN where it is not known."""
        ...

    @property
    def published(self) -> Ints:
        """Ordinal days; 0 where it is not known."""
        ...

    @property
    def facets(self) -> NDArray[np.uint64]:
        """A hash of what each says of each matter, a column a matter: equal where the same is said."""
        ...

    @property
    def vectors(self) -> Closeness | None:
        """None where nobody asked for them."""
        ...

    def __len__(self) -> int: ...

    def said(self, row: int, facet: int, /) -> Said:
        """What a listing says of one matter."""
        ...

    def each(self, facet: int, of: Callable[[Said], float], /) -> Floats:
        """A number for each listing, from what it says of one matter."""
        ...


class Encoder(Protocol):
    """Turns texts into unit vectors. ``name`` identifies the model: vectors of different names are never compared."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int:
        """0 means that there are no vectors (the ``none`` encoder)."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...


class Progress(Protocol):
    """Hears how far long work is; ``total`` may be 0 when unknown."""

    def __call__(self, done: int, total: int, /) -> None: ...


class Places(Protocol):
    """Knows which countries a place code covers on a day."""

    def countries_in(self, code: str, /, *, on: date) -> frozenset[str]: ...


class IndexReader(Protocol):
    """One generation of an index, unchanging while it is held."""

    @property
    def generation(self) -> int: ...

    def __len__(self) -> int: ...

    def by_words(self, text: str, *, language: str | None, filter: Filter, top: int) -> Sequence[Hit]:
        """BM25 over fields, best first."""
        ...

    def by_meaning(self, vector: Vectors, *, filter: Filter, top: int) -> Sequence[Hit]:
        """Cosine of the vector (shape (dimensions,)) with each listing's best vector, best first."""
        ...

    def records(self, ids: Collection[str]) -> Mapping[str, Record]:
        """The stored records; ids that are not there are left out."""
        ...

    def cards(self, ids: Collection[str]) -> Mapping[str, Card]:
        """What is compared of each listing; ids that are not there are left out. Much cheaper than ``records``."""
        ...

    def vectors(self, ids: Collection[str]) -> Mapping[str, Vectors]:
        """The stored vectors of each listing, shape (passages, dimensions); those not yet embedded are left out."""
        ...

    def find_by_words(self, text: str, *, language: str | None, filter: Filter, top: int) -> Ints:
        """``by_words`` as numbers that this reader knows its listings by; they mean nothing to another one."""
        ...

    def find_by_meaning(self, vector: Vectors, *, filter: Filter, top: int) -> Ints:
        """``by_meaning`` as such numbers."""
        ...

    def find_each_by_meaning(self, vectors: Vectors, *, filters: Sequence[Filter], top: int) -> list[Ints]:
        """``find_by_meaning`` of several vectors, a row each, each with its own filter."""
        ...

    def find(self, id: str) -> Ints:
        """The number of one listing; empty when it is not there."""
        ...

    def block(self, numbers: Ints, *, vectors: bool) -> Block:
        """Listings by their numbers, ready to be compared all at once."""
        ...

    def document_frequency(self, terms: Collection[str]) -> Mapping[str, int]:
        """In how many records each analysed term occurs (collection statistics for features)."""
        ...

    def frequency(self, terms: Ints) -> Ints:
        """``document_frequency`` of terms by their numbers (``text.profile``)."""
        ...

    def languages(self) -> Mapping[str, int]:
        """Records in each language, declared or recognised; "" where neither."""
        ...

    def close(self) -> None: ...


class IndexWriter(Protocol):
    """Changes an index; everything between two ``commit`` calls becomes visible at once or not at all."""

    def put(self, records: Iterable[Record]) -> None:
        """Add or replace by id. A replaced record keeps its vectors only when its text is unchanged."""
        ...

    def put_vectors(self, vectors: Mapping[str, Vectors]) -> None:
        """Vectors of listings already put; unknown ids are ignored."""
        ...

    def delete(self, ids: Iterable[str]) -> None: ...

    def without_vectors(self) -> Iterator[str]:
        """Ids put but not embedded yet with the index's encoder."""
        ...

    def commit(self) -> int:
        """Publish a new generation and return its number."""
        ...

    def close(self) -> None: ...
