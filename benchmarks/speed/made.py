"""A plausible collection of any size, made from a seed: texts, organisations, facts, vectors, and needs for them.

Each listing has a topic. Two in five of its telling words come from the topic's own vocabulary and the others from the
whole vocabulary, both by a Zipf-Mandelbrot law; stop words stand between them as often as in English. The vocabulary
begins with real words (this project's lists) and goes on with made-up ones. Vectors lie
around their topic's centre in few dimensions, as embeddings of texts do, turned into 384, with a little noise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors
from banyan.engine.text.common import common_terms
from banyan.engine.text.stopwords import STOP_WORDS
from banyan.engine.types import Facts, Kind, Record

DIMENSIONS: Final = 384
_VOCABULARY: Final = 250_000
_TOPICS: Final = 2_000
_TOPIC_WORDS: Final = 400
_LATENT: Final = 40  #: dimensions in which topics and listings differ
_AT_ONCE: Final = 10_000
_STOP_SHARE: Final = 0.40
_TOPIC_SHARE: Final = 0.40
_FIRST_DAY: Final = date(2024, 1, 1)
_KINDS: Final = (Kind.OFFER,) * 12 + (Kind.NEED,) * 4 + (Kind.SERVICE, Kind.FUNDING, Kind.FACILITY, Kind.TRAINING)
_COUNTRIES: Final = ("KE", "UG", "TZ", "NP", "BD", "IN", "FR", "DE", "US", "BR", "PE", "VN", "KH", "LA", "FJ", "RW")

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Some records with their vectors, a row each."""

    records: list[Record]
    vectors: Vectors


class Made:
    """``size`` listings of ``words`` words each. The same seed gives the same collection, whatever its size."""

    def __init__(self, size: int, *, words: int = 80, seed: int = 20261123, dimensions: int = DIMENSIONS) -> None:
        self.size = size
        self.words = words
        self.seed = seed
        self.dimensions = dimensions

    @cached_property
    def vocabulary(self) -> NDArray[np.object_]:
        random = np.random.default_rng(self.seed)
        syllables = np.array([a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or", "ist")])
        made = random.choice(syllables, size=(2 * _VOCABULARY, 4))
        lengths = random.integers(2, 5, size=len(made))
        words = dict.fromkeys(sorted(common_terms()))
        for row, length in zip(made, lengths, strict=True):
            words.setdefault("".join(row[:length]))
        return np.array(list(words)[:_VOCABULARY], dtype=object)

    @cached_property
    def _topics(self) -> Ints:
        """The words of each topic: rarer ones of the vocabulary, in the topic's own order of frequency."""
        random = np.random.default_rng(self.seed + 1)
        rank = np.exp(random.uniform(np.log(300), np.log(_VOCABULARY - 1), size=(_TOPICS, _TOPIC_WORDS)))
        return rank.astype(np.int64)

    @cached_property
    def _turn(self) -> Vectors:
        random = np.random.default_rng(self.seed + 2)
        return random.standard_normal((_LATENT, self.dimensions)).astype(np.float32) / np.float32(_LATENT**0.5)

    @cached_property
    def _centres(self) -> Vectors:
        random = np.random.default_rng(self.seed + 3)
        return random.standard_normal((_TOPICS, _LATENT)).astype(np.float32)

    def batches(self) -> Iterator[Batch]:
        """All listings, some thousands at a time (about 20 µs a listing)."""
        for start in range(0, self.size, _AT_ONCE):
            count = min(_AT_ONCE, self.size - start)
            random = np.random.default_rng((self.seed, start))
            topics = random.integers(_TOPICS, size=_AT_ONCE)[:count]
            texts = self._texts(random, topics, self.words)
            lots = random.random((count, 9)).tolist()
            rows = zip(lots, texts, topics.tolist(), strict=True)
            records = [_listing(lot, start + place, text, topic) for place, (lot, text, topic) in enumerate(rows)]
            yield Batch(records, self._vectors(random, topics))

    def needs(self, count: int, *, words: int) -> Batch:
        """Needs that are not in the collection, with their vectors."""
        random = np.random.default_rng((self.seed, 7, words))
        topics = random.integers(_TOPICS, size=count)
        texts = self._texts(random, topics, words)
        lots = random.random((count, 3)).tolist()
        rows = zip(lots, texts, topics.tolist(), strict=True)
        records = [_need(lot, number, text, topic) for number, (lot, text, topic) in enumerate(rows)]
        return Batch(records, self._vectors(random, topics))

    def _texts(self, random: np.random.Generator, topics: Ints, words: int) -> list[str]:
        shape = (len(topics), words)
        chosen = _zipf(random, len(self.vocabulary), shape)
        own = self._topics[topics[:, None], _zipf(random, _TOPIC_WORDS, shape, shift=8.0)]
        lot = random.random(shape)
        chosen = np.where(lot < _STOP_SHARE + _TOPIC_SHARE * (1 - _STOP_SHARE), own, chosen)
        text = self.vocabulary[chosen]
        stops = np.array(sorted(STOP_WORDS["en"]), dtype=object)
        stopped = lot < _STOP_SHARE
        text[stopped] = stops[random.integers(len(stops), size=int(stopped.sum()))]
        text[:, 11::12] += "."
        return [" ".join(row) for row in text.tolist()]

    def _vectors(self, random: np.random.Generator, topics: Ints) -> Vectors:
        inner = self._centres[topics] + 0.6 * random.standard_normal((len(topics), _LATENT)).astype(np.float32)
        noise = random.standard_normal((len(topics), self.dimensions)).astype(np.float32)
        rows = inner @ self._turn + np.float32(0.15) * noise
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows, dtype=np.float32)


def _zipf(random: np.random.Generator, size: int, shape: tuple[int, ...], *, shift: float = 10.0) -> Ints:
    """Ranks below ``size`` with probabilities as 1 / (rank + shift)."""
    logs = random.uniform(np.log(shift), np.log(size + shift), size=shape)
    return np.minimum(np.exp(logs) - shift, size - 1).astype(np.int64)


def _listing(lot: list[float], number: int, text: str, topic: int) -> Record:
    """``lot`` holds a few numbers of 0–1."""
    first, _, rest = text.partition(". ")
    goal = 1 + topic % 17
    country = _COUNTRIES[int(lot[0] * len(_COUNTRIES))]
    facts = Facts(
        sdgs=frozenset({str(goal), f"{goal}.{1 + int(lot[1] * 4)}"}),
        sectors=frozenset({f"{1 + topic % 88:02d}"}),
        technologies=frozenset({f"T-{topic % 300:03d}"}),
        places=frozenset({country}),
        territories=frozenset({country, _COUNTRIES[topic % len(_COUNTRIES)]}) if lot[2] < 0.5 else frozenset(),
        trl=1 + int(lot[3] * 9) if lot[3] < 0.7 else None,
    )
    return Record(
        id=f"{int(lot[4] * 2**40):011x}{number:07d}",
        kind=_KINDS[int(lot[5] * len(_KINDS))],
        title=first.capitalize(),
        text=rest.capitalize(),
        language="en",
        organisation=f"Organisation {int(lot[6] * 200_000)}",
        facts=facts,
        completeness=round(lot[7], 2),
        published=_FIRST_DAY + timedelta(days=int(lot[8] * 900)),
    )


def _need(lot: list[float], number: int, text: str, topic: int) -> Record:
    first, _, rest = text.partition(". ")
    facts = Facts(
        sdgs=frozenset({str(1 + topic % 17)}),
        technologies=frozenset({f"T-{topic % 300:03d}"}) if lot[0] < 0.5 else frozenset(),
        places=frozenset({_COUNTRIES[int(lot[1] * len(_COUNTRIES))]}),
        trl_min=6 if lot[2] < 0.3 else None,
    )
    return Record(f"need-{number}", Kind.NEED, first.capitalize(), rest.capitalize(), language="en", facts=facts)
