"""The small model that comes with the package: heads for goals and classes, and vectors of our own labels.

Made by ``python -m benchmarks.structure.train`` from the sources named there. Numbers are kept as whole bytes with one
factor a column or row; nothing but numpy is needed to use them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors

PATH: Final = Path(__file__).with_name("shipped.npz")
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """Linear scores over vectors: one column of ``weights`` (dimensions, codes) and one constant for each code."""

    codes: tuple[str, ...]
    weights: Floats
    constant: Floats

    def scores(self, centred: Vectors) -> Floats:
        """Shape (codes,)."""
        return np.asarray(centred @ self.weights + self.constant, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was read from the file. ``mixes`` say how the parts of a score are put together, by name."""

    encoder: str  #: whose vectors the heads over vectors and the labels' vectors are for
    middle: Floats  #: (dimensions,) mean of the texts that the heads learned from
    goals: Head
    classes: Mapping[str, Head]  #: by scheme
    rare: Floats  #: (buckets,) weight of a hashed word
    words: Floats  #: (buckets, goals)
    words_constant: Floats
    mixes: Mapping[str, Floats]
    labels: Mapping[bytes, int]
    label_rows: Vectors

    def centred(self, vector: Vectors) -> Vectors:
        """A text's vector as the heads want it."""
        moved = vector - self.middle
        return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-9), dtype=np.float32)

    def label(self, encoder: str, words: str) -> Vectors | None:
        """The vector of a label, when it is among those shipped."""
        row = self.labels.get(label_key(encoder, words))
        return None if row is None else self.label_rows[row]


def label_key(encoder: str, words: str) -> bytes:
    """What a label's vector is kept under."""
    return sha256(f"{encoder}\n{words}".encode("utf-8", errors="surrogatepass")).digest()[:8]


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """The model, read once: a few milliseconds."""
    with np.load(PATH, allow_pickle=False) as file:
        parts = {name: file[name] for name in file.files}
    heads = {
        name.removesuffix("_codes"): Head(
            tuple(map(str, codes)),
            wide(parts[f"{name.removesuffix('_codes')}_weights"], parts[f"{name.removesuffix('_codes')}_scale"]),
            parts[f"{name.removesuffix('_codes')}_constant"].astype(np.float32),
        )
        for name, codes in parts.items()
        if name.endswith("_codes")
    }
    keys = parts["labels_keys"]
    return Shipped(
        encoder=str(parts["encoder"]),
        middle=parts["middle"].astype(np.float32),
        goals=heads.pop("goals"),
        classes=heads,
        rare=parts["rare"].astype(np.float32),
        words=wide(parts["words_weights"], parts["words_scale"]),
        words_constant=parts["words_constant"].astype(np.float32),
        mixes={name.removeprefix("mix_"): row for name, row in parts.items() if name.startswith("mix_")},
        labels={key.tobytes(): number for number, key in enumerate(keys)},
        label_rows=_unit(wide(parts["labels_rows"].T, parts["labels_scale"]).T),
    )


def wide(whole: NDArray[np.int8], scale: NDArray[np.float32]) -> Floats:
    """Bytes with one factor a column, as numbers again."""
    return whole.astype(np.float32) * scale.astype(np.float32)


def narrow(numbers: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The reverse of ``wide``: bytes, and the factor of each column."""
    scale = np.maximum(np.abs(numbers).max(axis=0), 1e-12) / 127
    return np.rint(numbers / scale).astype(np.int8), scale.astype(np.float32)


def _unit(rows: Floats) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)
