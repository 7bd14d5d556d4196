"""What is measured side by side: the engine as it is shipped, and what people use without it.

The plain systems are written here, apart from the engine's own ranking, so that they stay what they are when the
engine changes. They read texts with the engine's own analysis (language, stems), which is fair to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.embed.none import NoEncoder
from banyan.engine.embed.texts import PASSAGES, text_to_embed
from banyan.engine.index.bm25 import Postings
from banyan.engine.index.memory import memory_index
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder, Vectors
from banyan.engine.rank.places import CountriesOnly
from banyan.engine.text import analyse
from banyan.engine.types import Hit, Record
from benchmarks.collection import Judged

BM25: Final = "BM25"
VECTORS: Final = "vectors alone"
FUSED: Final = "reciprocal rank fusion"
SHIPPED_WORDS: Final = "shipped, words alone"
SHIPPED: Final = "shipped, with vectors"

TODAY: Final = date(2026, 11, 1)
TOP: Final = 100
_FUSED_DEPTH: Final = 1000
_CONSTANT: Final = 60.0
_EMBEDDED_AT_ONCE: Final = 64


@dataclass(frozen=True)
class System:
    """A name and the ranking of every need, computed while it is read."""

    name: str
    rankings: Iterable[Sequence[Hit]]


@dataclass(frozen=True)
class Encoders:
    """``shipped`` is the engine's, of ``told`` texts a listing; ``bare`` gives the vectors as the model makes them:
    what somebody has who takes the model and a vector index."""

    shipped: Encoder
    bare: Encoder
    told: int = PASSAGES


def systems(judged: Judged, encoders: Encoders) -> Iterator[System]:
    """Every system of the table; those with vectors only where the encoders give any."""
    plain = PlainWords(judged.solutions)
    words = [plain.best(need) for need in judged.needs]
    yield System(BM25, iter(words))
    index = memory_index(judged.solutions, encoders.shipped, passages=encoders.told)
    if encoders.shipped.dimensions:
        meaning = list(by_vectors(judged.needs, judged.solutions, encoders.bare))
        yield System(VECTORS, iter(meaning))
        yield System(FUSED, (reciprocal(one, other) for one, other in zip(words, meaning, strict=True)))
    alone = Matcher(index, NoEncoder(), CountriesOnly(), today=TODAY)
    yield System(SHIPPED_WORDS, alone.rank_all(judged.needs, top=TOP))
    if encoders.shipped.dimensions:
        both = Matcher(index, encoders.shipped, CountriesOnly(), today=TODAY)
        yield System(SHIPPED, both.rank_all(judged.needs, top=TOP))


class PlainWords:
    """BM25 (k1 1.5, b 0.75) over the whole text of a listing, the whole need as the question, stems in the language
    of each."""

    def __init__(self, listings: Sequence[Record]) -> None:
        self._ids = np.array([listing.id for listing in listings])
        self._postings = Postings(analyse.terms(listing.whole(), listing.language) for listing in listings)

    def best(self, need: Record, *, top: int = _FUSED_DEPTH) -> list[Hit]:
        scores = self._postings.scores(Counter(analyse.terms(need.whole(), need.language)))
        return _best(self._ids, scores, top)


def by_vectors(
    needs: Sequence[Record], listings: Sequence[Record], encoder: Encoder, *, top: int = _FUSED_DEPTH
) -> Iterator[list[Hit]]:
    """Exact cosines of the encoder's vectors."""
    ids = np.array([listing.id for listing in listings])
    passages = np.concatenate(list(_embedded(listings, encoder)))
    for row in encoder.queries([text_to_embed(need) for need in needs]):
        yield _best(ids, passages @ row, top)


def reciprocal(*rankings: Sequence[Hit], constant: float = _CONSTANT) -> list[Hit]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009) with the constant of the paper, 60."""
    scores: dict[str, float] = {}
    for hits in rankings:
        for rank, hit in enumerate(hits, start=1):
            scores[hit.id] = scores.get(hit.id, 0.0) + 1.0 / (constant + rank)
    return [Hit(id, score) for id, score in sorted(scores.items(), key=lambda item: -item[1])]


def _best(ids: NDArray[np.str_], scores: NDArray[np.float32], top: int) -> list[Hit]:
    """Best first, equal scores in the order of the listings, nothing that scores 0."""
    order = np.argsort(-scores, kind="stable")[:top]
    return [Hit(str(ids[place]), float(scores[place])) for place in order if scores[place] > 0]


def _embedded(listings: Sequence[Record], encoder: Encoder) -> Iterator[Vectors]:
    for start in range(0, len(listings), _EMBEDDED_AT_ONCE):
        yield encoder.passages([text_to_embed(listing) for listing in listings[start : start + _EMBEDDED_AT_ONCE]])
