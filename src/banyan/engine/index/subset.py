"""Some listings of an index held in memory to be asked again and again: new offers, against every standing need.

Scores are BM25 (k1 1.5, b 0.75) and cosines computed here exactly, with the statistics of the whole index; a query is a
few array operations on the postings of its terms and one product with the matrix of vectors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.index.block import Block, Profiles
from banyan.engine.index.nearest import Scores, highest
from banyan.engine.ports import Ints, Vectors
from banyan.engine.text.profile import numbers_of

K1: Final = 1.5
B: Final = 0.75

#: Listings up to which an allowed set is compared this way (about 10 kB each).
MOST: Final = 50_000


class Subset:
    """``numbers`` are the listings' numbers in the index, rising; ``block`` has a row each, with vectors."""

    def __init__(self, numbers: Ints, block: Block, dimensions: int) -> None:
        self.numbers = numbers
        self.block = replace(block, profiles=replace(block.profiles, kept={}))
        self._terms, self._starts, self._owners, self._saturation = _postings(block.profiles)
        vectors = block.vectors if block.vectors is not None and block.vectors.rows.size else None
        starts = vectors.starts if vectors is not None else np.zeros(len(block) + 1, dtype=np.int64)
        self._matrix = vectors.rows if vectors is not None else np.zeros((0, dimensions), dtype=np.float32)
        self._embedded = np.flatnonzero(starts[1:] > starts[:-1])
        self._firsts = starts[self._embedded]

    def places(self, numbers: Ints) -> Ints:
        """The place of each number, -1 for those not here."""
        if not len(self.numbers):
            return np.full(len(numbers), -1, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[found] == numbers, found, -1)

    def by_words(self, terms: Mapping[str, int], rarity: Mapping[str, float], mask: NDArray[np.bool_]) -> Scores:
        """The score of each listing, 0 outside of ``mask``; ``rarity`` is each term's weight."""
        scores = np.zeros(len(self.numbers))
        names = list(terms)
        wanted = np.array(numbers_of(names), dtype=np.int64)
        places = np.searchsorted(self._terms, wanted)
        for name, number, place in zip(names, wanted.tolist(), places.tolist(), strict=True):
            if place < len(self._terms) and self._terms[place] == number:
                low, high = self._starts[place], self._starts[place + 1]
                scores[self._owners[low:high]] += terms[name] * rarity[name] * self._saturation[low:high]
        return np.where(mask, scores, 0.0)

    def cosines(self, vectors: Vectors) -> Vectors:
        """The best of each listing that has vectors with each of ``vectors``, shape (vectors, listings)."""
        found: Vectors = vectors.astype(np.float32) @ self._matrix.T
        single = len(self._firsts) == len(self._matrix)
        return found if single else np.maximum.reduceat(found, self._firsts, axis=1)

    def nearest(self, cosines: Vectors, mask: NDArray[np.bool_], top: int) -> tuple[Ints, Scores]:
        """Numbers of the best, with those that score the same as the last of them, in no order, and their scores."""
        places = np.flatnonzero(mask[self._embedded])
        scores = cosines[places].astype(np.float64)
        kept = highest(scores, top)
        return self.numbers[self._embedded[places[kept]]], scores[kept]


def best(scores: Scores, top: int) -> Ints:
    """Places of the best scores above 0, best first, equal ones in order."""
    found = np.flatnonzero(scores > 0)
    kept = found[highest(scores[found], top)] if top > 0 else found[:0]
    return kept[np.argsort(-scores[kept], kind="stable")][:top]


def _postings(profiles: Profiles) -> tuple[Ints, Ints, Ints, Scores]:
    """Distinct terms, where the postings of each start, the listing of each posting, and what a term's rarity is
    multiplied with there. Words of a title count once more."""
    terms, titles = profiles.terms, profiles.titles
    owners = np.repeat(np.arange(len(profiles)), np.diff(terms.starts))
    title_owners = np.repeat(np.arange(len(profiles)), np.diff(titles.starts))
    flat_terms = terms.keys
    flat_counts = terms.counts + np.isin(owners << 31 | flat_terms, title_owners << 31 | titles.keys)
    lengths = np.bincount(owners, weights=flat_counts, minlength=len(profiles))
    relative = lengths / (lengths.mean() if lengths.any() else 1.0)
    saturation = flat_counts * (K1 + 1) / (flat_counts + K1 * (1 - B + B * relative[owners]))
    order = np.argsort(flat_terms, kind="stable")
    distinct, starts = np.unique(flat_terms[order], return_index=True)
    return distinct, np.append(starts, len(order)).astype(np.int64), owners[order], saturation[order]
