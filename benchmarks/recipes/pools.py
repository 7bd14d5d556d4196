"""Needs with their candidates and the evidence of each, as the learned ranking sees them: what recipes learn from.

Besides each need as it is written there are short versions of the long ones (the title alone), since people write
short needs too. Positives are incomplete: an unjudged candidate counts as wrong and may be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.embed.texts import text_to_embed
from banyan.engine.index.memory import MemoryIndex
from banyan.engine.ports import Encoder, Floats, Vectors
from banyan.engine.rank.collection import Collection
from banyan.engine.rank.meaning import comparable, scale_of
from banyan.engine.rank.model.evidence import evidence
from banyan.engine.types import Filter, Record
from benchmarks.collection import Judged

_BY_WORDS: Final = 300
_BY_MEANING: Final = 150
_LONG: Final = 1.3  #: a text so much longer than its title has a short version


@dataclass(frozen=True, slots=True)
class Case:
    """One need (or its short version) with its candidates."""

    collection: str
    split: str
    need: str
    version: str
    length: int
    right: int  #: right listings in the whole collection
    ids: tuple[str, ...]
    relevant: NDArray[np.bool_]
    evidence: Floats


def index_of(judged: Judged, encoder: Encoder) -> MemoryIndex:
    listings = judged.solutions
    rows = encoder.passages([text_to_embed(listing) for listing in listings])
    return MemoryIndex(listings, vectors={one.id: row[np.newaxis] for one, row in zip(listings, rows, strict=True)})


def short(need: Record) -> Record | None:
    """The need's title alone; None where there is nothing more than a title."""
    return replace(need, text="", fields={}) if len(need.text) > _LONG * len(need.title) > 0 else None


def cases(judged: Judged, index: MemoryIndex, needs: Sequence[tuple[str, Record]], encoder: Encoder) -> Iterator[Case]:
    """``needs`` come with the name of their version."""
    collection = Collection(index)
    for version, need in needs:
        vectors = encoder.queries([text_to_embed(need)])
        profile, order = collection.read(need)
        ids = _candidates(index, need, vectors)
        cards = index.cards(ids)
        stored = index.vectors(ids)
        profiles = [cards[id].profile for id in ids]
        scale = scale_of(encoder.name)
        close = comparable(
            vectors, [stored.get(id) for id in ids], profile.language, [one.language for one in profiles], scale=scale
        )
        right = judged.relevant.get(need.id, set())
        yield Case(
            collection=judged.folder.name,
            split=judged.split,
            need=need.id,
            version=version,
            length=profile.length,
            right=len(right),
            ids=tuple(ids),
            relevant=np.array([id in right for id in ids], dtype=np.bool_),
            evidence=evidence(profile, order, profiles, scale.value(close), collection).astype(np.float32),
        )


def _candidates(index: MemoryIndex, need: Record, vectors: Vectors) -> list[str]:
    hits = [*index.by_words(need.whole(), language=need.language, filter=Filter(), top=_BY_WORDS)]
    for vector in vectors:
        hits += index.by_meaning(vector, filter=Filter(), top=_BY_MEANING)
    return list(dict.fromkeys(hit.id for hit in hits))
