"""Some listings ready to be compared all at once: their profiles, facts and vectors end to end in a few arrays.

Nothing is made for a single listing until somebody asks for it, which is the case for the few that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from banyan.engine.index.facets import FACETS, hashes, said
from banyan.engine.index.nearest import KINDS
from banyan.engine.ports import Floats, Ints, Profile, Said, Vectors
from banyan.engine.types import Record

Item = TypeVar("Item")

UNKNOWN_DAY: Final = 0
_MOST_SUMS: Final = 12  #: remembered of profiles that are kept
_MOST_SAID: Final = 50_000  #: different things said of one matter that are remembered, some 300 bytes each


class Lazy(Sequence[Item], Generic[Item]):
    """A sequence whose items are made when they are first asked for."""

    def __init__(self, size: int, make: Callable[[int], Item]) -> None:
        self._made: list[Item | None] = [None] * size
        self._make = make

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, row: int) -> Item: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Item]: ...

    def __getitem__(self, row: int | slice) -> Item | Sequence[Item]:
        if isinstance(row, slice):
            return [self[place] for place in range(*row.indices(len(self)))]
        found = self._made[row]
        if found is None:
            found = self._made[row] = self._make(row if row >= 0 else row + len(self))
        return found

    def __iter__(self) -> Iterator[Item]:
        return (self[row] for row in range(len(self)))


class Ragged(NamedTuple):
    """Rows of different lengths end to end: row ``i`` is ``starts[i]`` to ``starts[i + 1]``."""

    keys: Ints
    counts: Floats
    starts: Ints

    def take(self, rows: Ints) -> Ragged:
        places, starts = ranges(self.starts, rows)
        return Ragged(self.keys[places], self.counts[places], starts)


def ranges(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Where the entries of some rows are, and where each begins among them."""
    first = starts[rows]
    sizes = starts[rows + 1] - first
    ends = np.cumsum(sizes)
    places = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(first - (ends - sizes), sizes)
    return places, np.concatenate(([0], ends)).astype(np.int64)


def ragged(keys: Sequence[Ints], counts: Sequence[Floats]) -> Ragged:
    starts = np.concatenate(([0], np.cumsum([len(row) for row in keys]))).astype(np.int64)
    return Ragged(np.concatenate([*keys, np.zeros(0, dtype=np.int64)]), np.concatenate([*counts, np.zeros(0)]), starts)


@dataclass(frozen=True, slots=True)
class Profiles(Sequence[Profile]):
    """Profiles of some texts; each by itself, or all at once. Titles count 1 for each term.

    Those ``kept`` are asked for again and again: ``sums`` adds up what belongs to a listing alone once for all needs.
    """

    terms: Ragged
    pairs: Ragged
    titles: Ragged
    lengths: Ints
    languages: Sequence[str | None]
    kept: dict[Hashable, Floats] | None = None
    origin: tuple[Profiles, Ints] | None = None  #: those kept, and which of them these are

    def sums(self, name: Hashable, of: Callable[[Profiles], Floats]) -> Floats:
        """A number for each profile that depends on it alone; ``name`` stands for ``of`` and what it knows."""
        if self.origin is not None:
            every, rows = self.origin
            return every.sums(name, of)[rows]
        if self.kept is None:
            return of(self)
        found = self.kept.get(name)
        if found is None:
            if len(self.kept) >= _MOST_SUMS:
                self.kept.clear()
            found = self.kept[name] = of(self)
        return found

    def __len__(self) -> int:
        return len(self.lengths)

    @overload
    def __getitem__(self, row: int) -> Profile: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Profile]: ...

    def __getitem__(self, row: int | slice) -> Profile | Sequence[Profile]:
        if isinstance(row, slice):
            return [self[place] for place in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        first, last = self.terms.starts[row : row + 2].tolist()
        low, high = self.pairs.starts[row : row + 2].tolist()
        start, stop = self.titles.starts[row : row + 2].tolist()
        return Profile(
            terms=self.terms.keys[first:last],
            counts=self.terms.counts[first:last],
            pairs=self.pairs.keys[low:high],
            pair_counts=self.pairs.counts[low:high],
            title=self.titles.keys[start:stop],
            length=int(self.lengths[row]),
            language=self.languages[row],
        )

    def __iter__(self) -> Iterator[Profile]:
        return (self[row] for row in range(len(self)))

    def take(self, rows: Ints) -> Profiles:
        languages = [self.languages[row] for row in rows.tolist()]
        return Profiles(
            self.terms.take(rows),
            self.pairs.take(rows),
            self.titles.take(rows),
            self.lengths[rows],
            languages,
            origin=(self, rows) if self.kept is not None else None,
        )


def profiles_of(profiles: Sequence[Profile]) -> Profiles:
    """Profiles that are at hand, end to end."""
    if isinstance(profiles, Profiles):
        return profiles
    return Profiles(
        terms=ragged([one.terms for one in profiles], [one.counts for one in profiles]),
        pairs=ragged([one.pairs for one in profiles], [one.pair_counts for one in profiles]),
        titles=ragged([one.title for one in profiles], [np.ones(len(one.title)) for one in profiles]),
        lengths=np.array([one.length for one in profiles], dtype=np.int64),
        languages=[one.language for one in profiles],
    )


@dataclass(frozen=True, slots=True)
class Closest:
    """Vectors of the listings of a block: row ``i`` has ``starts[i]`` to ``starts[i + 1]`` of ``rows``, maybe none."""

    rows: Vectors
    starts: Ints

    def take(self, rows: Ints) -> Closest:
        places, starts = ranges(self.starts, rows)
        return Closest(self.rows[places], starts)

    def cosines(self, need: Vectors) -> Floats:
        """Closeness of each listing with the rows of ``need``; NaN where it has none.

        Half is the cosine of both first rows, which sum up. Half is how well each passage of the need is met: the
        cosine of its row with the nearest row of the listing, on average (late interaction: Khattab and Zaharia 2020,
        there of words). With a row each, that is their cosine.
        """
        found = np.full(len(self.starts) - 1, np.nan)
        here = np.flatnonzero(self.starts[1:] > self.starts[:-1])
        if len(here) and need.size:
            # In double precision, so that a cosine is the same whatever else stands beside it.
            every = self.rows.astype(np.float64) @ np.atleast_2d(need).T.astype(np.float64)
            first = self.starts[here]
            found[here] = (every[first, 0] + np.maximum.reduceat(every, first).mean(axis=1)) / 2
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """Listings side by side, a row each. ``completeness`` is NaN and ``published`` (an ordinal day) is 0 where they
    are not known; ``facets`` are hashes (``index.facets``); ``vectors`` is None where nobody asked for them.
    ``records`` come without their texts."""

    records: Sequence[Record]
    profiles: Profiles
    kinds: NDArray[np.uint8]
    completeness: Floats
    published: Ints
    facets: NDArray[np.uint64]
    vectors: Closest | None = None

    def __len__(self) -> int:
        return len(self.kinds)

    def take(self, rows: Ints) -> Block:
        places = rows.tolist()
        records = self.records
        return Block(
            records=Lazy(len(places), lambda row: records[places[row]]),
            profiles=self.profiles.take(rows),
            kinds=self.kinds[rows],
            completeness=self.completeness[rows],
            published=self.published[rows],
            facets=self.facets[rows],
            vectors=self.vectors.take(rows) if self.vectors is not None else None,
        )

    def said(self, row: int, facet: int) -> Said:
        """What a listing says of one matter."""
        key = int(self.facets[row, facet])
        found = _SAID.get(key)
        if found is None:
            if len(_SAID) >= _MOST_SAID:
                _SAID.clear()
            found = _SAID[key] = said(self.records[row], facet)
        return found

    def each(self, facet: int, of: Callable[[Said], float]) -> Floats:
        """A number for each listing, from what it says of one matter."""
        different, first, place = np.unique(self.facets[:, facet], return_index=True, return_inverse=True)
        values = np.array([of(self.said(row, facet)) for row in first.tolist()], dtype=np.float64)
        return values[place] if len(different) else np.zeros(0)


_SAID: Final[dict[int, Said]] = {}


def block_of(records: Sequence[Record], profiles: Sequence[Profile], vectors: Sequence[Any] | None = None) -> Block:
    """Records that are at hand; ``vectors`` are those of each, shape (n, dimensions), or None where it has none."""
    days = [record.published.toordinal() if record.published is not None else UNKNOWN_DAY for record in records]
    return Block(
        records=records,
        profiles=profiles_of(profiles),
        kinds=np.array([KINDS.index(record.kind) for record in records], dtype=np.uint8),
        completeness=np.array(
            [np.nan if record.completeness is None else record.completeness for record in records], dtype=np.float64
        ),
        published=np.array(days, dtype=np.int64),
        facets=np.frombuffer(b"".join(map(hashes, records)), dtype="<u8").reshape(-1, FACETS),
        vectors=closest(vectors) if vectors is not None else None,
    )


def closest(vectors: Sequence[Vectors | None]) -> Closest:
    matrices = [np.zeros((0, 0), dtype=np.float32) if rows is None else np.atleast_2d(rows) for rows in vectors]
    known = [rows for rows in matrices if rows.size]
    starts = np.concatenate(([0], np.cumsum([len(rows) if rows.size else 0 for rows in matrices]))).astype(np.int64)
    return Closest(np.concatenate(known).astype(np.float32) if known else np.zeros((0, 0), np.float32), starts)
