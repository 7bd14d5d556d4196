"""Small records and vectors for the tests of the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from banyan.engine.ports import Vectors
from banyan.engine.types import Filter, Hit, Kind, Record

DIMENSIONS = 8
ANYTHING = Filter()


def record(id: str, text: str = "", *, title: str = "", kind: Kind = Kind.OFFER, language: str = "en") -> Record:
    return Record(id, kind, title or f"Record {id}", text, language=language)


def vector(*numbers: float) -> Vectors:
    """A unit vector that starts with these numbers."""
    row = np.zeros(DIMENSIONS, dtype=np.float32)
    row[: len(numbers)] = numbers
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


def ids(hits: Iterable[Hit]) -> list[str]:
    return [hit.id for hit in hits]


class Named:
    """An encoder with a name that gives every text the same vector."""

    def __init__(self, name: str = "test", dimensions: int = DIMENSIONS) -> None:
        self.name = name
        self.dimensions = dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.tile(np.eye(1, self.dimensions, dtype=np.float32), (len(texts), 1))
