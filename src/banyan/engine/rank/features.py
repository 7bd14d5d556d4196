"""What a need and each candidate have in common, as one matrix with a column for each thing that people are shown.

What the texts say is the evidence of ``rank.model`` (words, terms, phrases, meaning); the rest are the facts of the
records. Values are 0 or more, none grows with a listing's length or with repetition, and 0 means that nothing speaks
for the pair. ``meaning`` is NaN where a vector is missing: the model decides what that is worth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from banyan.engine.index.block import UNKNOWN_DAY, profiles_of
from banyan.engine.index.facets import Facet
from banyan.engine.ports import Block, Vectors
from banyan.engine.rank.collection import Collection, Floats, Ints, Profile
from banyan.engine.rank.criteria.finding import Finding
from banyan.engine.rank.criteria.together import WORTH, Checked
from banyan.engine.rank.meaning import PLAIN, Scale, foreign, on_one_scale
from banyan.engine.rank.model import evidence as texts
from banyan.engine.rank.model.evidence import Around, weighed
from banyan.engine.rank.model.pool import stacked
from banyan.engine.types import Facts, Record

#: The columns of a matrix, in order.
NAMES: Final[tuple[str, ...]] = (
    "words", "terms", "phrases", "title", "meaning", "sdgs", "sectors", "technologies", "conditions", "completeness",
    "freshness",
)  # fmt: skip

_SHOWN: Final = tuple(texts.NAMES.index(name) for name in ("bm25", "cosine", "phrases"))
"""The evidence that stands for its kind (words, terms, phrases) where a value is shown."""
_MEANING: Final = texts.NAMES.index("meaning")
COMMON: Final = 0.5
"""What a common word's rarity counts: in a small collection "increase" may be as rare as "irrigation"."""
_YEARS_TO_STALE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Subject:
    """A need ready to be compared: its record, profile, and vectors, shape (n, dimensions) or None, with the scale of
    the encoder that made them."""

    record: Record
    profile: Profile
    vectors: Vectors | None = None
    scale: Scale = PLAIN
    order: Ints | None = None  #: the numbers of the need's terms in the order in which it says them


@dataclass(frozen=True, slots=True)
class Candidates:
    """Listings to compare a need with, and the criteria checked of each, in the same order."""

    block: Block
    criteria: Checked

    @property
    def records(self) -> Sequence[Record]:
        return self.block.records

    @property
    def profiles(self) -> Sequence[Profile]:
        return self.block.profiles

    def __len__(self) -> int:
        return len(self.block)


@dataclass(frozen=True, slots=True)
class Compared:
    """One row a candidate: ``features`` has a column a name of ``NAMES``, ``evidence`` one of ``model.evidence``;
    ``beside`` is what they have in common."""

    features: Floats
    evidence: Floats
    beside: Around


def compare(subject: Subject, candidates: Candidates, collection: Collection, *, today: date) -> Compared:
    """A need with each candidate."""
    need, block = subject.record.facts, candidates.block
    found, beside = weighed(subject.profile, subject.order, block.profiles, _meaning(subject, block), collection)
    columns = (
        *(found[:, place] for place in _SHOWN),
        _title(subject.profile, block.profiles, collection),
        found[:, _MEANING],
        _shared(block, Facet.SDGS, need.sdgs, lambda other: shared_goals(need, other)),
        _shared(block, Facet.SECTORS, need.sectors, lambda other: _overlap(need.sectors, other.sectors)),
        _shared(
            block, Facet.TECHNOLOGIES, need.technologies, lambda other: _overlap(need.technologies, other.technologies)
        ),
        _where_known(candidates.criteria.met),
        _where_known(block.completeness),
        _where_known(_freshness(block.published, today)),
    )
    stacked = np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)
    return Compared(stacked.reshape(-1, len(NAMES)), found, beside)


def inverse_frequency(terms: Ints, collection: Collection) -> Floats:
    """BM25's inverse document frequency, above 0, less for words that most listings use."""
    known = collection.known(terms)
    return np.asarray(collection.rarity(known.frequency) * np.where(known.common, COMMON, 1.0))


def _title(need: Profile, profiles: Sequence[Profile], collection: Collection) -> Floats:
    """How much of a title's weight the need speaks of, 0–1."""
    titles = stacked(profiles_of(profiles).titles)
    weight = inverse_frequency(titles.keys, collection)
    _, spoken = titles.found(need.terms)
    total = titles.sums(titles.owner, weight)
    said = titles.sums(titles.owner, weight * spoken)
    return np.divide(said, total, out=np.zeros_like(total), where=total > 0)


def _meaning(subject: Subject, block: Block) -> Floats:
    """Closeness of a need with each listing, comparable across languages; 0 is nothing in common.

    Within a language only the need's beginning is heard, since its words say what follows; across languages all its
    passages are.
    """
    need, language = subject.vectors, subject.profile.language
    if need is None or block.vectors is None:
        return np.full(len(block), np.nan)
    languages = profiles_of(block.profiles).languages
    close = block.vectors.cosines(need[:1])
    if len(need) > 1:
        close = np.where(foreign(language, languages), block.vectors.cosines(need), close)
    return subject.scale.value(on_one_scale(close, language, languages, scale=subject.scale))


def _shared(block: Block, facet: Facet, wanted: frozenset[str], of: Callable[[Facts], float]) -> Floats:
    """What facts add where the need names any."""
    return block.each(facet, lambda said: of(said.facts)) if wanted else np.zeros(len(block))


def with_criteria(rows: Floats, criteria: Sequence[Sequence[Finding]], *, checked: bool) -> Floats:
    """Rows of a matrix as they would be with other findings: every column that depends on criteria is made again.

    ``checked`` says whether anything at all is checked of any candidate then.
    """
    changed = rows.copy()
    met = [conditions_met(results) for results in criteria]
    changed[:, NAMES.index("conditions")] = [0.5 if value is None else value for value in met] if checked else 0.0
    return changed


def conditions_met(results: Sequence[Finding]) -> float | None:
    """The mean of what the checked criteria are worth; None where nothing is checked."""
    return sum(WORTH[result.verdict] for result in results) / len(results) if results else None


def _where_known(values: Floats) -> Floats:
    """One half where it is not known (NaN) of a listing; 0 for all where it is known of none."""
    unknown = np.isnan(values)
    return np.zeros(len(values)) if unknown.all() else np.where(unknown, 0.5, values)


def shared_goals(need: Facts, other: Facts) -> float:
    """1 for a shared target, 0.5 when only the goal is shared; a listing with many goals counts less."""
    if not need.sdgs or not other.sdgs:
        return 0.0
    exact = {code for code in need.sdgs & other.sdgs if "." in code}
    goals = {code.partition(".")[0] for code in need.sdgs} & {code.partition(".")[0] for code in other.sdgs}
    if not goals:
        return 0.0
    spread = len({code.partition(".")[0] for code in other.sdgs})
    return (1.0 if exact else 0.5) / math.sqrt(max(spread / len(goals), 1.0))


def _overlap(need: frozenset[str], other: frozenset[str]) -> float:
    return len(need & other) / math.sqrt(len(need) * len(other)) if need and other else 0.0


def _freshness(published: Ints, today: date) -> Floats:
    """1 today, 0 after three years, NaN when the day is not known."""
    years = np.maximum(today.toordinal() - published, 0) / 365.25
    return np.where(published == UNKNOWN_DAY, np.nan, np.maximum(0.0, 1.0 - years / _YEARS_TO_STALE))
