"""Vectors on disk: immutable parts, searched exactly while they are small and through graphs when they are large."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.errors import IndexDamaged
from banyan.engine.index.flat import Flat, FlatWriter
from banyan.engine.index.graph import Graph, build
from banyan.engine.index.nearest import KINDS, Half, Ints, Mask, Rows, Scores, Selection, cosines, highest
from banyan.engine.ports import Progress, Vectors
from banyan.engine.types import Kind

GRAPH_FROM: Final = 50_000
"""Rows from which a part gets graphs: below it an exact search takes some 5 ms."""
_SIDE_FROM: Final = 10_000  #: rows from which a side gets its own graph
_NARROW: Final = 20_000
"""Listings that pass a filter below which they are compared exactly."""
_MORE: Final = 1.5  #: found for each that is wanted: 8-bit numbers err a little
_TRIES: Final = 3
_ROWS_AT_ONCE: Final = 50_000

#: The two sides and the table of kinds of each.
SIDES: Final = {
    "needs": np.array([kind is Kind.NEED for kind in KINDS]),
    "others": np.array([kind is not Kind.NEED for kind in KINDS]),
}


def graph_name(part: str, side: str) -> str:
    return f"{part}.{side}.graph"


def graph_files(folder: Path, parts: Sequence[str]) -> list[str]:
    """The graphs that some parts have."""
    return [name for part in parts for side in SIDES if (folder / (name := graph_name(part, side))).exists()]


@dataclass(frozen=True, slots=True)
class Fresh:
    """Vectors of one listing, to be written; ``kind`` is its place in ``KINDS``."""

    number: int
    kind: int
    rows: Half


class VectorPart:
    """One file of vectors with its graphs, open. Raises ``IndexDamaged``."""

    def __init__(self, folder: Path, name: str, dimensions: int) -> None:
        self.name = name
        self._flat = Flat(folder / name)
        try:
            self.numbers: NDArray[np.uint32] = self._flat["numbers"]
            self.kinds: NDArray[np.uint8] = self._flat["kinds"]
            self.starts: NDArray[np.int64] = self._flat["starts"]
            matrix: Half = self._flat["rows"]
            self._sorted: NDArray[np.uint32] = self._flat["sorted"]
            self._places: NDArray[np.uint32] = self._flat["places"]
        except (KeyError, TypeError) as error:
            raise IndexDamaged(f"{folder / name} lacks a part ({error}). Rebuild the index.") from error
        if matrix.shape != (int(self.starts[-1]), dimensions):
            raise IndexDamaged(f"{folder / name} does not hold as many vectors as it says. Rebuild the index.")
        self.rows = Rows(self.starts, matrix)
        self._single = len(matrix) == len(self.numbers)
        self.graphs = {
            side: Graph(folder / graph_name(name, side), dimensions)
            for side in SIDES
            if (folder / graph_name(name, side)).exists()
        }

    def __len__(self) -> int:
        return len(self.numbers)

    def files(self) -> list[str]:
        return [self.name, *(graph_name(self.name, side) for side in self.graphs)]

    def places(self, numbers: Ints) -> Ints:
        """The place of each number, -1 for those not here."""
        found = np.minimum(np.searchsorted(self._sorted, numbers.astype(np.uint32)), len(self) - 1)
        return np.where(self._sorted[found] == numbers, self._places[found].astype(np.int64), -1)

    def read(self, place: int) -> Half:
        """The rows of one listing, read rather than mapped."""
        start, stop = int(self.starts[place]), int(self.starts[place + 1])
        width = self.rows.rows.shape[1]
        data = self._flat.read("rows", start * width * 2, stop * width * 2)
        return np.frombuffer(data, dtype=np.float16).reshape(-1, width)

    def read_many(self, places: Ints) -> Half:
        """The rows of several listings end to end."""
        width = self.rows.rows.shape[1]
        starts, stops = self.starts[places] * (width * 2), self.starts[places + 1] * (width * 2)
        pieces = self._flat.read_many("rows", starts.tolist(), stops.tolist())
        return np.frombuffer(b"".join(pieces), dtype=np.float16).reshape(-1, width)

    def matrices(self, places: Ints) -> list[Vectors]:
        """The rows of each listing."""
        counts, rows = self.rows_at(places)
        return np.split(rows, np.cumsum(counts)[:-1]) if len(places) else []

    def rows_at(self, places: Ints) -> tuple[Ints, Vectors]:
        """How many rows each listing has, and the rows end to end."""
        counts = (self.starts[places + 1] - self.starts[places]).astype(np.int64)
        return counts, self.read_many(places).astype(np.float32)

    def living_kinds(self, living: Mask) -> Ints:
        """Living listings of each kind."""
        return np.bincount(self.kinds[living[self.numbers]], minlength=len(KINDS))

    def best(self, vector: Vectors, selection: Selection, top: int, counts: Ints) -> tuple[Ints, Scores]:
        """Numbers and scores of the ``top`` listings (more where scores are equal) in no order; ``counts`` are
        ``living_kinds``."""
        if selection.only is not None:
            places = self.places(selection.only)
            places = places[places >= 0]
            places = places[selection.of(self.numbers[places], self.kinds[places])]
            return self._scored(vector, places, top)
        wanted = int(counts[selection.kinds].sum())
        if not self.graphs or wanted <= _NARROW:
            return self._exactly(vector, selection, top) if wanted else self._scored(vector, _NONE, top)
        found = [self._side(vector, selection, top, counts, side) for side in SIDES]
        numbers = np.concatenate([numbers for numbers, _ in found])
        scores = np.concatenate([scores for _, scores in found])
        kept = highest(scores, top)
        return numbers[kept], scores[kept]

    def _side(self, vector: Vectors, selection: Selection, top: int, counts: Ints, side: str) -> tuple[Ints, Scores]:
        part = Selection(selection.living, selection.kinds & SIDES[side], selection.exclude)
        wanted = int(counts[part.kinds].sum())
        graph = self.graphs.get(side)
        if not wanted:
            return self._scored(vector, _NONE, top)
        if graph is None or wanted <= _NARROW:
            return self._exactly(vector, part, top)
        fetched = int((top * _MORE + len(part.exclude)) * len(graph) / wanted) + 1
        for _ in range(_TRIES):
            places = self.places(graph.near(vector, fetched))
            places = places[places >= 0]
            places = places[part.of(self.numbers[places], self.kinds[places])]
            if len(places) >= min(top, wanted):
                return self._scored(vector, places, top)
            fetched *= 4
        return self._exactly(vector, part, top)

    def _exactly(self, vector: Vectors, selection: Selection, top: int) -> tuple[Ints, Scores]:
        places, scores = self.rows.best(vector, selection.of(self.numbers, self.kinds), top)
        return self.numbers[places].astype(np.int64), scores

    def _scored(self, vector: Vectors, places: Ints, top: int) -> tuple[Ints, Scores]:
        if not len(places) or top <= 0:
            return _NONE, np.zeros(0)
        scores = cosines(vector, self.read_many(places)) if self._single else self.rows.scores(vector, places)
        kept = highest(scores, top)
        return self.numbers[places[kept]].astype(np.int64), scores[kept]


_NONE: Final = np.zeros(0, dtype=np.int64)


def write_fresh(folder: Path, name: str, fresh: Sequence[Fresh], dimensions: int) -> VectorPart:
    """A part without a graph of some listings, one at least."""
    sizes = np.array([len(one.rows) for one in fresh], dtype=np.int64)
    chunks = (
        np.concatenate([one.rows for one in fresh[low : low + _ROWS_AT_ONCE]])
        for low in range(0, len(fresh), _ROWS_AT_ONCE)
    )
    numbers = np.array([one.number for one in fresh], dtype=np.int64)
    _write(folder / name, numbers, np.array([one.kind for one in fresh]), sizes, chunks, dimensions)
    return VectorPart(folder, name, dimensions)


def merge(folder: Path, name: str, parts: Sequence[VectorPart], living: Mask, dimensions: int) -> VectorPart | None:
    """One part without a graph of the living of several; None when there are none."""
    keeps = [living[part.numbers] for part in parts]
    if not any(keep.any() for keep in keeps):
        return None

    def chunks() -> Iterator[Half]:
        for part, keep in zip(parts, keeps, strict=True):
            for low in range(0, len(part), _ROWS_AT_ONCE):
                some = keep[low : low + _ROWS_AT_ONCE]
                bounds = part.starts[low : low + len(some) + 1]
                yield part.rows.rows[int(bounds[0]) : int(bounds[-1])][np.repeat(some, np.diff(bounds))]

    def each(of: Callable[[VectorPart], NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate([of(part)[keep] for part, keep in zip(parts, keeps, strict=True)])

    _write(
        folder / name,
        each(lambda part: part.numbers),
        each(lambda part: part.kinds),
        each(lambda part: np.diff(part.starts)),
        chunks(),
        dimensions,
    )
    return VectorPart(folder, name, dimensions)


def with_graphs(
    folder: Path, part: VectorPart, start: VectorPart | None, start_folder: Path, progress: Progress | None
) -> VectorPart:
    """The part with graphs where it is large enough, beginning with those of ``start``, whose living are all in it."""
    dimensions = part.rows.rows.shape[1]
    if len(part.rows.rows) < GRAPH_FROM:
        return part
    sizes = np.diff(part.starts)
    owners = np.repeat(part.numbers.astype(np.uint64), sizes)
    for side, table in SIDES.items():
        inside = np.repeat(table[part.kinds], sizes)
        if inside.sum() < _SIDE_FROM:
            continue
        begun = start is not None and side in start.graphs
        if start is not None and begun:
            inside &= ~np.isin(owners, start.numbers)
        build(
            folder / graph_name(part.name, side),
            owners,
            part.rows.rows,
            chosen=np.flatnonzero(inside),
            start=start_folder / graph_name(start.name, side) if start is not None and begun else None,
            progress=progress,
        )
    return VectorPart(folder, part.name, dimensions)


def _write(
    path: Path, numbers: NDArray[Any], kinds: NDArray[Any], sizes: Ints, rows: Iterator[Half], dimensions: int
) -> None:
    order = np.argsort(numbers, kind="stable")
    with FlatWriter(path) as file:
        file.add("numbers", [numbers], "<u4")
        file.add("kinds", [kinds], "|u1")
        file.add("starts", [np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))], "<i8")
        file.add("sorted", [numbers[order]], "<u4")
        file.add("places", [order], "<u4")
        file.add("rows", rows, "<f2", dimensions)
        file.close({})
