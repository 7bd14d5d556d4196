"""The vector side while it is written: a large immutable base, a small delta, and who is still to be embedded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from banyan.engine.embed.texts import kind_of
from banyan.engine.index.directory import share
from banyan.engine.index.manifest import Manifest
from banyan.engine.index.nearest import Half, Rows, rows_from
from banyan.engine.index.rowfiles import Part, part_files, read_part, read_prints, write_part, write_prints
from banyan.engine.ports import Vectors

_SMALL_DELTA: Final = 2_000
"""Listings a delta may hold whatever the size of the base; beyond that, a tenth of the base."""
_DEAD_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Names:
    """The files of the vector side of a generation; "" where there is none."""

    base: str = ""
    delta: str = ""
    dead: str = ""
    pending: str = ""

    def files(self) -> list[str]:
        parts = [file for name in (self.base, self.delta) if name for file in part_files(name)]
        return parts + [name for name in (self.dead, self.pending) if name]


class VectorState:
    """Starts as a generation was, takes changes, and writes the files of the next one. Nothing it reads is changed."""

    def __init__(self, dimensions: int, folder: Path | None = None, manifest: Manifest | None = None) -> None:
        self._dimensions = dimensions
        self._folder = folder
        self._names = Names()
        self._base: Part | None = None
        self._delta: dict[str, tuple[str, Half]] = {}
        self._dead: dict[str, str] = {}
        self._pending: dict[str, str] = {}
        self._touched: set[str] = set()
        if folder is not None and manifest is not None:
            self._load(folder, manifest)

    def _load(self, folder: Path, manifest: Manifest) -> None:
        self._names = Names(manifest.base, manifest.delta, manifest.dead, manifest.pending)
        if manifest.base:
            self._base = read_part(folder, manifest.base, self._dimensions)
        if manifest.delta:
            part = read_part(folder, manifest.delta, self._dimensions)
            self._delta = {id: (part.prints[id], np.array(part.rows.of(id))) for id in part.rows.ids}
        if manifest.dead:
            self._dead = read_prints(folder / manifest.dead)
        if manifest.pending:
            self._pending = read_prints(folder / manifest.pending)

    @property
    def embedded(self) -> int:
        """Listings with vectors."""
        return len(self._delta) + (len(self._base.rows) if self._base else 0) - len(self._dead)

    @property
    def changed(self) -> bool:
        return bool(self._touched)

    def pending(self) -> Mapping[str, str]:
        """Ids to embed with their fingerprints, in the order they came."""
        return dict(self._pending)

    def print_of(self, id: str) -> str | None:
        """The fingerprint of a known listing, embedded or not."""
        if id in self._pending:
            return self._pending[id]
        if id in self._delta:
            return self._delta[id][0]
        if self._base is not None and id not in self._dead:
            return self._base.prints.get(id)
        return None

    def rows_of(self, id: str) -> Vectors | None:
        """The vectors of an embedded listing."""
        if id in self._delta:
            return self._delta[id][1].astype(np.float32)
        if self._base is not None and id not in self._dead and id in self._base.prints:
            return self._base.rows.of(id).astype(np.float32)
        return None

    def put(self, id: str, print_: str) -> None:
        """A record was put: it keeps its vectors when the fingerprint is the same, else waits to be embedded."""
        if not self._dimensions or self.print_of(id) == print_:
            return
        self.drop(id)
        self._pending[id] = print_
        self._touched.add("pending")

    def set(self, id: str, rows: Vectors) -> None:
        """Vectors of a known listing; shape (n, dimensions) or (dimensions,). Raises ``ValueError`` for another."""
        print_ = self.print_of(id)
        if print_ is None or not self._dimensions or not np.size(rows):
            return
        matrix = np.atleast_2d(rows).astype(np.float16)
        if matrix.shape[1:] != (self._dimensions,):
            raise ValueError(f"vectors of {id} have shape {np.shape(rows)}, {self._dimensions} dimensions are wanted")
        self.drop(id)
        self._delta[id] = (print_, matrix)
        self._touched.add("delta")

    def drop(self, id: str) -> None:
        """Forget a listing."""
        if self._pending.pop(id, None) is not None:
            self._touched.add("pending")
        if self._delta.pop(id, None) is not None:
            self._touched.add("delta")
        if self._base is not None and id in self._base.prints and id not in self._dead:
            self._dead[id] = ""
            self._touched.add("dead")

    def await_all(self, prints: Iterable[tuple[str, str]]) -> None:
        """Another encoder: every listing waits to be embedded."""
        self._names, self._base, self._delta, self._dead = Names(), None, {}, {}
        self._pending = dict(prints) if self._dimensions else {}
        self._touched = {"base", "delta", "dead", "pending"}

    def write(self, folder: Path, generation: int) -> Names:
        """The files of this state in a new folder: links where nothing changed, new files elsewhere."""
        if self._should_merge():
            self._merge(folder, generation)
        base = self._names.base
        if base and self._base is not None:
            self._link(folder, part_files(base))
        self._names = Names(
            base=base,
            delta=self._write_delta(folder, f"delta-{generation:08d}.npy"),
            dead=self._write_prints(folder, "dead", self._names.dead, self._dead, generation),
            pending=self._write_prints(folder, "pending", self._names.pending, self._pending, generation),
        )
        self._folder = folder
        self._touched = set()
        return self._names

    def moved(self, folder: Path) -> None:
        """The written files now lie here."""
        self._folder = folder

    def _should_merge(self) -> bool:
        size = len(self._base.rows) if self._base else 0
        return len(self._delta) > max(_SMALL_DELTA, size // 10) or len(self._dead) > _DEAD_SHARE * max(size, 1)

    def _merge(self, folder: Path, generation: int) -> None:
        rows, prints = self._merged()
        name = f"base-{generation:08d}.npy"
        if len(rows):
            self._base = write_part(folder, name, rows, prints)
        self._names = Names(base=name if len(rows) else "", delta="", dead="", pending=self._names.pending)
        self._base = self._base if len(rows) else None
        self._delta, self._dead = {}, {}
        self._touched |= {"delta", "dead"}

    def _merged(self) -> tuple[Rows, dict[str, str]]:
        fresh = rows_from(
            {id: rows.astype(np.float32) for id, (_, rows) in self._delta.items()},
            {id: kind_of(print_) for id, (print_, _) in self._delta.items()},
            self._dimensions,
        )
        prints = {id: print_ for id, (print_, _) in self._delta.items()}
        if self._base is None:
            return fresh, prints
        old = self._base.rows
        alive = np.array([id not in self._dead for id in old.ids], dtype=np.bool_)
        counts = np.diff(old.starts)
        lengths = np.concatenate((counts[alive], np.diff(fresh.starts)))
        rows = Rows(
            ids=[id for id in old.ids if id not in self._dead] + list(fresh.ids),
            kinds=np.concatenate((old.kinds[alive], fresh.kinds)),
            starts=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
            rows=np.concatenate((old.rows[np.repeat(alive, counts)], fresh.rows)),
        )
        return rows, {id: self._base.prints[id] for id in old.ids if id not in self._dead} | prints

    def _write_delta(self, folder: Path, name: str) -> str:
        if not self._delta:
            return ""
        if "delta" not in self._touched:
            self._link(folder, part_files(self._names.delta))
            return self._names.delta
        prints = {id: print_ for id, (print_, _) in self._delta.items()}
        rows = rows_from(
            {id: rows.astype(np.float32) for id, (_, rows) in self._delta.items()},
            {id: kind_of(print_) for id, print_ in prints.items()},
            self._dimensions,
        )
        write_part(folder, name, rows, prints)
        return name

    def _write_prints(self, folder: Path, what: str, old: str, prints: Mapping[str, str], generation: int) -> str:
        if not prints:
            return ""
        if what not in self._touched and old:
            self._link(folder, (old,))
            return old
        name = f"{what}-{generation:08d}.json"
        write_prints(folder / name, prints)
        return name

    def _link(self, folder: Path, names: Iterable[str]) -> None:
        if self._folder is not None and self._folder != folder:
            for name in names:
                if not (folder / name).exists():  # else just written by a merge
                    share(self._folder / name, folder / name)
