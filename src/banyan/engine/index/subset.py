"""Some listings of an index held in memory to be asked again and again: new offers, against every standing need.

Scores are BM25 (k1 1.5, b 0.75) and cosines computed here exactly, with the statistics of the whole index; a query is a
few array operations on the postings of its terms and one product with the matrix of vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.index.nearest import Rows, Scores, highest
from banyan.engine.ports import Card, Ints, Profile, Vectors
from banyan.engine.text.profile import numbers_of

K1: Final = 1.5
B: Final = 0.75

#: Listings up to which an allowed set is compared this way (about 10 kB each).
MOST: Final = 50_000


class Subset:
    """``numbers`` are the listings' numbers in the index, ``ids`` and ``cards`` beside them; ``vectors`` by id."""

    def __init__(
        self,
        numbers: Ints,
        ids: Sequence[str],
        cards: Mapping[str, Card],
        vectors: Mapping[str, Vectors],
        dimensions: int,
    ) -> None:
        self.numbers = numbers
        self.ids = ids
        self.cards = cards
        self.vectors = vectors
        profiles = [cards[id].profile for id in ids]
        self._terms, self._starts, self._owners, self._saturation = _postings(profiles)
        self._embedded = np.array([place for place, id in enumerate(ids) if id in vectors], dtype=np.int64)
        matrices = [vectors[ids[place]].astype(np.float16) for place in self._embedded.tolist()]
        starts = np.concatenate(([0], np.cumsum([len(matrix) for matrix in matrices]))).astype(np.int64)
        self._rows = Rows(starts, np.concatenate([*matrices, np.zeros((0, dimensions), dtype=np.float16)]))

    def by_words(self, terms: Mapping[str, int], rarity: Mapping[str, float], mask: NDArray[np.bool_]) -> Scores:
        """The score of each listing, 0 outside of ``mask``; ``rarity`` is each term's weight."""
        scores = np.zeros(len(self.ids))
        names = list(terms)
        wanted = np.array(numbers_of(names), dtype=np.int64)
        places = np.searchsorted(self._terms, wanted)
        for name, number, place in zip(names, wanted.tolist(), places.tolist(), strict=True):
            if place < len(self._terms) and self._terms[place] == number:
                low, high = self._starts[place], self._starts[place + 1]
                scores[self._owners[low:high]] += terms[name] * rarity[name] * self._saturation[low:high]
        return np.where(mask, scores, 0.0)

    def by_meaning(self, vector: Vectors, mask: NDArray[np.bool_], top: int) -> tuple[Ints, Scores]:
        """Places of the best, in no order, and their scores."""
        places, scores = self._rows.best(vector, mask[self._embedded], top)
        return self._embedded[places], scores


def best(scores: Scores, top: int) -> Ints:
    """Places of the best scores above 0, best first, equal ones in order."""
    found = np.flatnonzero(scores > 0)
    kept = found[highest(scores[found], top)] if top > 0 else found[:0]
    return kept[np.argsort(-scores[kept], kind="stable")][:top]


def _postings(profiles: Sequence[Profile]) -> tuple[Ints, Ints, Ints, Scores]:
    """Distinct terms, where the postings of each start, the listing of each posting, and what a term's rarity is
    multiplied with there. Words of a title count once more."""
    terms = [profile.terms for profile in profiles]
    owners = np.repeat(np.arange(len(profiles)), [len(row) for row in terms])
    counts = [profile.counts + np.isin(profile.terms, profile.title, assume_unique=True) for profile in profiles]
    lengths = np.array([float(row.sum()) for row in counts])
    flat_terms = np.concatenate([*terms, np.zeros(0, dtype=np.int64)])
    flat_counts = np.concatenate([*counts, np.zeros(0)])
    relative = lengths / (lengths.mean() if lengths.any() else 1.0)
    saturation = flat_counts * (K1 + 1) / (flat_counts + K1 * (1 - B + B * relative[owners]))
    order = np.argsort(flat_terms, kind="stable")
    distinct, starts = np.unique(flat_terms[order], return_index=True)
    return distinct, np.append(starts, len(order)).astype(np.int64), owners[order], saturation[order]
