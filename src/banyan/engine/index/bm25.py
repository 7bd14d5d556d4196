"""Exact BM25 over texts held in memory (k1 1.5, b 0.75, Lucene's inverse document frequency)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.text.rarity import rarity

K1: Final = 1.5
B: Final = 0.75


class Postings:
    """One field of a collection: for each term the documents that have it and what it adds to their score."""

    def __init__(self, documents: Iterable[list[str]]) -> None:
        numbers: dict[str, int] = {}
        tokens, lengths = array("q"), array("q")
        for terms in documents:
            lengths.append(len(terms))
            tokens.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._numbers = numbers
        self._size = len(lengths)
        self._build(np.frombuffer(tokens, dtype=np.int64), np.frombuffer(lengths, dtype=np.int64))

    def _build(self, tokens: NDArray[np.int64], lengths: NDArray[np.int64]) -> None:
        size = max(self._size, 1)
        documents = np.repeat(np.arange(self._size, dtype=np.int64), lengths)
        pairs, counts = np.unique(tokens * size + documents, return_counts=True)
        terms = pairs // size
        self._documents: NDArray[np.int64] = pairs % size
        self._starts: NDArray[np.int64] = np.searchsorted(terms, np.arange(len(self._numbers) + 1))
        filled = lengths[lengths > 0]
        self.mean_length = float(filled.mean()) if len(filled) else 0.0
        long = lengths[self._documents] / (self.mean_length or 1.0)
        self._saturation: NDArray[np.float32] = (
            counts * (K1 + 1) / (counts + K1 * (1 - B + B * long)) if len(counts) else np.zeros(0)
        ).astype(np.float32)

    def frequency(self, term: str) -> int:
        """In how many documents the term occurs."""
        number = self._numbers.get(term)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])

    def scores(self, query: Mapping[str, int]) -> NDArray[np.float32]:
        """Score of every document for terms with their number of occurrences in the query."""
        scores = np.zeros(self._size, dtype=np.float32)
        known = [term for term in query if term in self._numbers]
        rare = rarity([self.frequency(term) for term in known], self._size)
        for term, weight in zip(known, rare.tolist(), strict=True):
            number = self._numbers[term]
            start, end = self._starts[number], self._starts[number + 1]
            scores[self._documents[start:end]] += np.float32(query[term] * weight) * self._saturation[start:end]
        return scores
