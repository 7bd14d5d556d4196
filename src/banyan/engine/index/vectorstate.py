"""The vector side while it is written: which listings have vectors, those that are new, and when parts are merged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from banyan.engine.index.directory import share
from banyan.engine.index.manifest import Manifest
from banyan.engine.index.nearest import Ints, Mask
from banyan.engine.index.tiers import due
from banyan.engine.index.vectorparts import Fresh, VectorPart, merge, with_graphs, write_fresh
from banyan.engine.ports import Progress, Vectors

_LEAST: Final = 1_024


class VectorState:
    """Starts as a generation was, takes changes, and writes the files of the next one. Nothing it reads is changed."""

    def __init__(self, dimensions: int, folder: Path | None = None, manifest: Manifest | None = None) -> None:
        self.dimensions = dimensions
        self._folder = folder
        self._parts: list[VectorPart] = []
        self._fresh: dict[int, Fresh] = {}
        self._has = np.zeros(_LEAST, dtype=np.bool_)
        self.changed = False
        if folder is not None and manifest is not None:
            self._parts = [VectorPart(folder, name, dimensions) for name in manifest.vectors]
            for part in self._parts:
                self._note(part.numbers.astype(np.int64))

    def is_written(self, number: int) -> bool:
        """Whether a generation that was published holds vectors of the listing."""
        return number < len(self._has) and bool(self._has[number]) and number not in self._fresh

    def having(self, numbers: Ints) -> Mask:
        """Which listings have vectors."""
        mask = np.zeros(len(numbers), dtype=np.bool_)
        inside = numbers < len(self._has)
        mask[inside] = self._has[numbers[inside]]
        return mask

    def rows_of(self, number: int) -> Vectors | None:
        """The vectors of a listing that has some."""
        if number in self._fresh:
            return self._fresh[number].rows.astype(np.float32)
        for part in self._parts if self.is_written(number) else ():
            place = int(part.places(np.array([number]))[0])
            if place >= 0:
                return part.read(place).astype(np.float32)
        return None

    def give(self, number: int, kind: int, rows: Vectors) -> None:
        """Vectors of a listing that has none; shape (n, dimensions) or (dimensions,). Raises ``ValueError``."""
        if not self.dimensions or not np.size(rows):
            return
        matrix = np.atleast_2d(rows).astype(np.float16)
        if matrix.shape[1:] != (self.dimensions,):
            raise ValueError(f"vectors have shape {np.shape(rows)}, {self.dimensions} dimensions are wanted")
        self._fresh[number] = Fresh(number, kind, matrix)
        self._note(np.array([number]))
        self.changed = True

    def write(self, folder: Path, generation: int, living: Mask, progress: Progress | None) -> list[str]:
        """The parts of this state in a new folder, links where nothing changed; returns their names."""
        kept = [one for one in self._fresh.values() if living[one.number]]
        made: set[str] = set()
        if kept:
            name = f"vectors-{generation:08d}-new.flat"
            self._parts.append(write_fresh(folder, name, kept, self.dimensions))
            made.add(name)
        self._fresh = {}
        sizes = [int(living[part.numbers].sum()) for part in self._parts]
        for low, high in due([len(part) for part in self._parts], sizes):
            self._merge(folder, f"vectors-{generation:08d}-{low}.flat", low, high, living, made, progress)
        for place, part in enumerate(self._parts):
            if part.name in made and not part.graphs:
                self._parts[place] = with_graphs(folder, part, None, folder, progress)
            if part.name not in made and self._folder is not None:
                for file in part.files():
                    share(self._folder / file, folder / file)
        self._folder = folder
        self.changed = False
        return [part.name for part in self._parts]

    def moved(self, folder: Path) -> None:
        """The written files now lie here."""
        self._folder = folder

    def _merge(
        self, folder: Path, name: str, low: int, high: int, living: Mask, made: set[str], progress: Progress | None
    ) -> None:
        old = self._parts[low:high]
        part = merge(folder, name, old, living, self.dimensions)
        for one in old:
            if one.name in made:
                made.discard(one.name)
                (folder / one.name).unlink()
        if part is not None:
            start = _start(old, living)
            part = with_graphs(folder, part, start, self._folder or folder, progress)
            made.add(name)
        self._parts[low:high] = [part] if part is not None else []

    def _note(self, numbers: Ints) -> None:
        highest = int(numbers.max(initial=-1))
        if highest >= len(self._has):
            self._has = np.concatenate([self._has, np.zeros(highest + 1, dtype=np.bool_)])
        self._has[numbers] = True


def _start(parts: Iterable[VectorPart], living: Mask) -> VectorPart | None:
    """The part whose graphs are worth going on with: the largest that has them, if it is mostly alive."""
    best = max((part for part in parts if part.graphs), key=len, default=None)
    return best if best is not None and living[best.numbers].mean() > 0.7 else None
