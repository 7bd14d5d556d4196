"""Vectors of listings on disk: immutable files of rows, memory-mapped, each with a list of its listings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from banyan.engine.errors import IndexDamaged
from banyan.engine.index.nearest import Rows

_LISTINGS: Final = ".json"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of rows as the writer and the reader need it; ``prints`` are the fingerprints the rows were made of."""

    name: str
    rows: Rows
    prints: Mapping[str, str] = field(default_factory=dict)


def write_part(folder: Path, name: str, rows: Rows, prints: Mapping[str, str]) -> Part:
    """Writes ``name`` (ends in .npy) and its list of listings."""
    np.save(folder / name, np.ascontiguousarray(rows.rows), allow_pickle=False)
    listings = {
        "ids": list(rows.ids),
        "prints": [prints[id] for id in rows.ids],
        "kinds": rows.kinds.tolist(),
        "starts": rows.starts.tolist(),
    }
    (folder / (name + _LISTINGS)).write_text(json.dumps(listings, separators=(",", ":")), encoding="utf-8")
    return Part(name, rows, dict(prints))


def part_files(name: str) -> tuple[str, str]:
    """The two files of a part."""
    return name, name + _LISTINGS


def read_part(folder: Path, name: str, dimensions: int) -> Part:
    """Raises ``IndexDamaged`` when the files do not fit together."""
    try:
        matrix = np.load(folder / name, mmap_mode="r", allow_pickle=False)
        plain = json.loads((folder / (name + _LISTINGS)).read_text(encoding="utf-8"))
        ids: Sequence[str] = plain["ids"]
        kinds = np.array(plain["kinds"], dtype=np.uint8)
        starts = np.array(plain["starts"], dtype=np.int64)
        prints = dict(zip(ids, plain["prints"], strict=True))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"The vectors in {folder / name} cannot be read ({error}). Rebuild the index.") from error
    if matrix.shape != (int(starts[-1]), dimensions) or not len(ids) == len(kinds) == len(starts) - 1:
        raise IndexDamaged(f"The vectors in {folder / name} are not as many as listed. Rebuild the index.")
    return Part(name, Rows(ids, kinds, starts, matrix), prints)


def write_prints(path: Path, prints: Mapping[str, str]) -> None:
    """Ids with their fingerprints."""
    path.write_text(json.dumps(dict(prints), separators=(",", ":")), encoding="utf-8")


def read_prints(path: Path) -> dict[str, str]:
    """Raises ``IndexDamaged``."""
    try:
        prints: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path} cannot be read ({error}). Rebuild the index.") from error
    return prints
