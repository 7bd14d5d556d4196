"""A small encoder for tests: says the same for the same text, and counts what it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from banyan.engine.ports import Vectors


class Counting:
    """Unit vectors of 8 dimensions made from a hash of the text."""

    def __init__(self, name: str = "counting", dimensions: int = 8) -> None:
        self.name = name
        self.dimensions = dimensions
        self.asked: list[str] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            digest = sha256(f"{self.name}{text}".encode("utf-8", errors="surrogatepass")).digest()
            row[:] = np.frombuffer(digest[: self.dimensions], dtype=np.uint8).astype(np.float32) - 127.5
            row /= np.linalg.norm(row)
        return rows
