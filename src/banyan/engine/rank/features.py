"""Features of each pair of a need with a candidate, as one matrix.

Word features are computed from the texts and the collection's document frequencies (Robertson's BM25 with k1 1.5 and
b 0.75, and cosines of tf-idf); statistics of pairs of neighbouring terms come from the candidates themselves. Values
are 0 or more, none grows with a listing's length or with repetition, and 0 means that nothing speaks for the pair.
``meaning`` is NaN where a vector is missing: fusion decides what that is worth.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Vectors
from banyan.engine.rank.collection import Collection, Floats, Ints, Profile
from banyan.engine.rank.criteria.finding import Finding
from banyan.engine.rank.meaning import PLAIN, Scale, comparable
from banyan.engine.types import Facts, Record, Verdict

#: The columns of a matrix, in order.
NAMES: Final[tuple[str, ...]] = (
    "words", "terms", "phrases", "title", "meaning", "sdgs", "sectors", "technologies", "conditions", "completeness",
    "freshness",
)  # fmt: skip

_K1: Final = 1.5
_B: Final = 0.75
_COMMON: Final = 0.5
"""What a common word's rarity counts: in a small collection "increase" may be as rare as "irrigation"."""
_YEARS_TO_STALE: Final = 3.0
_WORTH: Final = {Verdict.FITS: 1.0, Verdict.UNKNOWN: 0.5, Verdict.DOUBT: 0.4, Verdict.CONFLICT: 0.0}


@dataclass(frozen=True, slots=True)
class Subject:
    """A need ready to be compared: its record, profile, and vectors, shape (n, dimensions) or None, with the scale of
    the encoder that made them."""

    record: Record
    profile: Profile
    vectors: Vectors | None = None
    scale: Scale = PLAIN


@dataclass(frozen=True, slots=True)
class Candidates:
    """Listings to compare a need with, and the criteria checked of each, all in the same order; vectors by id."""

    records: Sequence[Record]
    profiles: Sequence[Profile]
    vectors: Mapping[str, Vectors]
    criteria: Sequence[Sequence[Finding]]


def matrix(subject: Subject, candidates: Candidates, collection: Collection, *, today: date) -> Floats:
    """One row a candidate, one column a name of ``NAMES``."""
    need, records = subject.record, candidates.records
    words, terms = _word_features(subject.profile, candidates.profiles, collection)
    facts = [record.facts for record in records]
    columns = (
        words,
        terms,
        _phrases(subject.profile, candidates.profiles),
        _title(subject.profile, candidates.profiles, collection),
        _meaning(subject, candidates),
        np.array([shared_goals(need.facts, other) for other in facts]),
        np.array([_overlap(need.facts.sectors, other.sectors) for other in facts]),
        np.array([_overlap(need.facts.technologies, other.technologies) for other in facts]),
        _where_known([conditions_met(results) for results in candidates.criteria]),
        _where_known([record.completeness for record in records]),
        _where_known([_freshness(record.published, today) for record in records]),
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1).reshape(-1, len(NAMES))


def inverse_frequency(terms: Ints, collection: Collection) -> Floats:
    """BM25's inverse document frequency, above 0, less for words that most listings use."""
    frequency = np.minimum(collection.frequency(terms), collection.size)
    rarity = np.log1p((collection.size - frequency + 0.5) / (frequency + 0.5))
    return np.asarray(rarity * np.where(collection.common(terms), _COMMON, 1.0))


@dataclass(frozen=True, slots=True)
class _Stacked:
    """Sparse rows end to end: ``owner`` is the row of each entry."""

    keys: Ints
    counts: Floats
    owner: NDArray[np.intp]
    rows: int

    def sums(self, values: Floats) -> Floats:
        return np.bincount(self.owner, weights=values, minlength=self.rows).astype(np.float64)


def _stack(keys: Sequence[Ints], counts: Sequence[Floats]) -> _Stacked:
    sizes = [len(row) for row in keys]
    return _Stacked(
        keys=np.concatenate(keys) if keys else np.empty(0, dtype=np.int64),
        counts=np.concatenate(counts) if counts else np.empty(0),
        owner=np.repeat(np.arange(len(sizes)), sizes),
        rows=len(sizes),
    )


def _lookup(keys: Ints, table: Ints, values: Floats) -> Floats:
    """The value of each key in a sorted table; 0 where it is not there."""
    if not len(table):
        return np.zeros(len(keys))
    place = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.where(table[place] == keys, values[place], 0.0)


def _word_features(need: Profile, profiles: Sequence[Profile], collection: Collection) -> tuple[Floats, Floats]:
    """BM25 with a damped term frequency of the need, over the square root of its best possible sum, and the tf-idf
    cosine."""
    rows = _stack([profile.terms for profile in profiles], [profile.counts for profile in profiles])
    lengths = np.array([profile.length for profile in profiles], dtype=np.float64)
    average = max(float(lengths.mean()) if len(lengths) else 1.0, 1.0)
    need_rarity = inverse_frequency(need.terms, collection)
    known = collection.frequency(need.terms) > 0
    need_weight = (1 + np.log(need.counts)) * known
    best = float((need_rarity * known).sum())
    saturated = rows.counts * (_K1 + 1) / (rows.counts + _K1 * (1 - _B + _B * lengths[rows.owner] / average))
    bm25 = rows.sums(saturated * _lookup(rows.keys, need.terms, need_rarity * need_weight))
    words = bm25 / np.sqrt(best) if best > 0 else bm25 * 0.0

    need_vector = need_weight * _smooth_rarity(need.terms, collection)
    entries = (1 + np.log(rows.counts)) * _smooth_rarity(rows.keys, collection)
    dot = rows.sums(entries * _lookup(rows.keys, need.terms, need_vector))
    return words, _cosine(dot, rows.sums(entries**2), float((need_vector**2).sum()))


def _smooth_rarity(terms: Ints, collection: Collection) -> Floats:
    frequency = np.clip(collection.frequency(terms), 1, collection.size)
    return np.asarray((np.log(collection.size / frequency) + 1) * np.where(collection.common(terms), _COMMON, 1.0))


def _phrases(need: Profile, profiles: Sequence[Profile]) -> Floats:
    """Square root of the tf-idf cosine over pairs of neighbouring terms, rare among the candidates."""
    rows = _stack([profile.pairs for profile in profiles], [profile.pair_counts for profile in profiles])
    if not len(rows.keys):
        return np.zeros(rows.rows)
    table, place, frequency = np.unique(rows.keys, return_inverse=True, return_counts=True)
    rarity = np.log((rows.rows + 1) / (frequency + 0.5)) + 1
    need_vector = (1 + np.log(need.pair_counts)) * _lookup(need.pairs, table, rarity)
    entries = (1 + np.log(rows.counts)) * rarity[place]
    dot = rows.sums(entries * _lookup(rows.keys, need.pairs, need_vector))
    return np.sqrt(_cosine(dot, rows.sums(entries**2), float((need_vector**2).sum())))


def _cosine(dot: Floats, squares: Floats, need_squares: float) -> Floats:
    norm = np.sqrt(squares * need_squares)
    return np.clip(np.divide(dot, norm, out=np.zeros_like(dot), where=norm > 0), 0.0, 1.0)


def _title(need: Profile, profiles: Sequence[Profile], collection: Collection) -> Floats:
    """How much of a title's weight the need speaks of, 0–1."""
    rows = _stack([profile.title for profile in profiles], [np.ones(len(profile.title)) for profile in profiles])
    rarity = inverse_frequency(rows.keys, collection)
    spoken = rows.sums(rarity * _lookup(rows.keys, need.terms, np.ones(len(need.terms))))
    total = rows.sums(rarity)
    return np.divide(spoken, total, out=np.zeros_like(total), where=total > 0)


def _meaning(subject: Subject, candidates: Candidates) -> Floats:
    """The best closeness of a need's vectors with a listing's, comparable across languages; 0 is nothing in common."""
    if subject.vectors is None:
        return np.full(len(candidates.records), np.nan)
    close = comparable(
        subject.vectors,
        [candidates.vectors.get(record.id) for record in candidates.records],
        subject.profile.language,
        [profile.language for profile in candidates.profiles],
        scale=subject.scale,
    )
    return subject.scale.value(close)


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
    return sum(_WORTH[result.verdict] for result in results) / len(results) if results else None


def _where_known(values: Sequence[float | None]) -> Floats:
    """One half where it is not known of a listing; 0 for all where it is known of none."""
    if all(value is None for value in values):
        return np.zeros(len(values))
    return np.array([0.5 if value is None else value for value in values])


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


def _freshness(published: date | None, today: date) -> float | None:
    """1 today, 0 after three years, None when not known."""
    if published is None:
        return None
    years = max((today - published).days, 0) / 365.25
    return max(0.0, 1.0 - years / _YEARS_TO_STALE)
