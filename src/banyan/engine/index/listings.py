"""Listings on disk: immutable parts, each with what is compared, what is shown, and where to find an id.

Every put of a record gets the next number, so parts hold rising, separate ranges of numbers. A number is dead when its
record was replaced or deleted; merging drops the dead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.errors import IndexDamaged
from banyan.engine.index.cards import terms_in
from banyan.engine.index.counts import Table, combined, counted
from banyan.engine.index.flat import Flat, FlatWriter

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]

PRINT_BYTES: Final = 16
_ROWS_AT_ONCE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One listing to be written."""

    number: int
    id: bytes
    kind: int
    language: str
    print: bytes
    length: int
    card: bytes
    texts: bytes


def hash_of(id: bytes) -> int:
    """64 bits of an id."""
    return int.from_bytes(blake2b(id, digest_size=8).digest(), "little")


class ListingPart:
    """One file, open. Raises ``IndexDamaged``."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._flat = Flat(folder / name)
        try:
            self.numbers: NDArray[np.uint32] = self._flat["numbers"]
            self.kinds: NDArray[np.uint8] = self._flat["kinds"]
            self.languages: NDArray[np.uint16] = self._flat["languages"]
            self.lengths: NDArray[np.uint32] = self._flat["lengths"]
            self.prints: NDArray[np.uint8] = self._flat["prints"]
            self.codes: list[str] = list(self._flat.meta["codes"])
            self.frequency = Table(self._flat["terms"], self._flat["term_counts"])
            self._hashes, self._hash_rows = self._flat["hashes"], self._flat["hash_rows"]
            self._ends = {what: self._flat[f"{what}_ends"] for what in _VARIABLE}
            self._ids = self._flat["ids"]
        except (KeyError, TypeError) as error:
            raise IndexDamaged(f"{folder / name} lacks a part ({error}). Rebuild the index.") from error
        self.first = int(self.numbers[0])
        self.last = int(self.numbers[-1])
        self._dense = self.last - self.first + 1 == len(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def rows(self, numbers: Numbers) -> Numbers:
        """The row of each number, all of which must be here."""
        if self._dense:
            return numbers - self.first
        return np.searchsorted(self.numbers, numbers.astype(np.uint32))

    def find(self, ids: Sequence[bytes], hashes: NDArray[np.uint64]) -> list[list[int]]:
        """The numbers that each id has here, dead ones too."""
        low = np.searchsorted(self._hashes, hashes, side="left").tolist()
        high = np.searchsorted(self._hashes, hashes, side="right").tolist()
        found: list[list[int]] = []
        for id, start, stop in zip(ids, low, high, strict=True):
            rows = self._hash_rows[start:stop].tolist() if start < stop else ()
            found.append([int(self.numbers[row]) for row in rows if self.id_bytes(row) == id])
        return found

    def id_bytes(self, row: int) -> bytes:
        start, stop = self._ends["ids"][row : row + 2]
        return self._ids[start:stop].tobytes()

    def card(self, row: int) -> bytes:
        """What ``cards.pack`` made."""
        return self._piece("cards", row)

    def cards(self, rows: Numbers) -> list[bytes]:
        """``card`` of several rows."""
        ends = self._ends["cards"]
        return self._flat.read_many("cards", ends[rows].tolist(), ends[rows + 1].tolist())

    def texts(self, row: int) -> bytes:
        """What ``codec.encode`` made of the texts."""
        return self._piece("texts", row)

    def _piece(self, what: str, row: int) -> bytes:
        start, stop = self._ends[what][row : row + 2].tolist()
        return self._flat.read(what, start, stop)

    def kept(self, what: str, keep: Mask) -> Iterator[NDArray[np.uint8]]:
        """The bytes of the rows to keep, some thousand rows at a time."""
        ends, every = self._ends[what], self._flat[what]
        for low in range(0, len(keep), _ROWS_AT_ONCE):
            part = keep[low : low + _ROWS_AT_ONCE]
            bounds = ends[low : low + len(part) + 1]
            data = every[int(bounds[0]) : int(bounds[-1])]
            yield data if part.all() else data[np.repeat(part, _sizes(bounds))]

    def sizes(self, what: str, keep: Mask) -> Numbers:
        return _sizes(self._ends[what])[keep]


_VARIABLE: Final = ("ids", "cards", "texts")
_END_TYPES: Final = {"ids": "<u4", "cards": "<u8", "texts": "<u8"}


def write_rows(folder: Path, name: str, rows: Sequence[Row]) -> ListingPart:
    """A new part of some rows, their numbers rising; there must be one at least."""
    codes = sorted({row.language for row in rows})
    known = {code: place for place, code in enumerate(codes)}
    pieces = {
        "ids": [row.id for row in rows],
        "cards": [row.card for row in rows],
        "texts": [row.texts for row in rows],
    }
    with FlatWriter(folder / name) as file:
        file.add("numbers", [np.array([row.number for row in rows])], "<u4")
        file.add("kinds", [np.array([row.kind for row in rows])], "|u1")
        file.add("languages", [np.array([known[row.language] for row in rows])], "<u2")
        file.add("lengths", [np.array([row.length for row in rows])], "<u4")
        prints = np.frombuffer(b"".join(row.print for row in rows), dtype=np.uint8)
        file.add("prints", [prints.reshape(-1, PRINT_BYTES)], "|u1", PRINT_BYTES)
        for what, parts in pieces.items():
            _add_ends(file, what, np.array([len(piece) for piece in parts]))
            joined = (b"".join(parts[low : low + _ROWS_AT_ONCE]) for low in range(0, len(parts), _ROWS_AT_ONCE))
            file.add(what, (np.frombuffer(chunk, dtype=np.uint8) for chunk in joined), "|u1")
        _add_hashes(file, [hash_of(row.id) for row in rows])
        _add_frequency(file, counted(map(terms_in, pieces["cards"])))
        file.close({"codes": codes})
    return ListingPart(folder, name)


def merge(folder: Path, name: str, parts: Sequence[ListingPart], alive: Mask) -> ListingPart | None:
    """One part of the living rows of several, in order; None when there are none."""
    keeps = [alive[part.numbers] for part in parts]
    if not any(keep.any() for keep in keeps):
        return None
    codes = sorted({code for part in parts for code in part.codes})
    known = {code: place for place, code in enumerate(codes)}

    def each(of: Callable[[ListingPart], NDArray[np.generic]]) -> Iterator[NDArray[np.generic]]:
        return (of(part)[keep] for part, keep in zip(parts, keeps, strict=True))

    with FlatWriter(folder / name) as file:
        file.add("numbers", each(lambda part: part.numbers), "<u4")
        file.add("kinds", each(lambda part: part.kinds), "|u1")
        file.add("languages", each(lambda part: np.array([known[code] for code in part.codes])[part.languages]), "<u2")
        file.add("lengths", each(lambda part: part.lengths), "<u4")
        file.add("prints", each(lambda part: part.prints), "|u1", PRINT_BYTES)
        for what in _VARIABLE:
            sizes = [part.sizes(what, keep) for part, keep in zip(parts, keeps, strict=True)]
            _add_ends(file, what, np.concatenate(sizes))
            pieces = (part.kept(what, keep) for part, keep in zip(parts, keeps, strict=True))
            file.add(what, chain.from_iterable(pieces), "|u1")
        hashes = [_hashes_by_row(part)[keep] for part, keep in zip(parts, keeps, strict=True)]
        _add_hashes(file, np.concatenate(hashes))
        dropped = [dropped_terms(part, np.flatnonzero(~keep)) for part, keep in zip(parts, keeps, strict=True)]
        _add_frequency(file, combined([part.frequency for part in parts], dropped))
        file.close({"codes": codes})
    return ListingPart(folder, name)


def _sizes(ends: NDArray[np.integer]) -> Numbers:
    wide = ends.astype(np.int64)
    return np.asarray(wide[1:] - wide[:-1], dtype=np.int64)


def dropped_terms(part: ListingPart, rows: Numbers) -> Table:
    """What some rows add to the counts of terms."""
    return counted(terms_in(part.card(row)) for row in rows.tolist())


def _hashes_by_row(part: ListingPart) -> NDArray[np.uint64]:
    by_row = np.empty(len(part), dtype=np.uint64)
    by_row[part._hash_rows] = part._hashes
    return by_row


def _add_ends(file: FlatWriter, what: str, sizes: Numbers) -> None:
    file.add(f"{what}_ends", [np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))], _END_TYPES[what])


def _add_hashes(file: FlatWriter, hashes: Iterable[int] | NDArray[np.uint64]) -> None:
    every = np.asarray(hashes, dtype=np.uint64)
    order = np.argsort(every, kind="stable")
    file.add("hashes", [every[order]], "<u8")
    file.add("hash_rows", [order], "<u4")


def _add_frequency(file: FlatWriter, table: Table) -> None:
    file.add("terms", [table.terms], "<u4")
    file.add("term_counts", [table.counts], "<u4")
