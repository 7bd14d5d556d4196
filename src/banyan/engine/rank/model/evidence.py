"""What the texts of a need and of a listing say about each other: the evidence that the learned model weighs.

Every column is 0 or more, is 0 where nothing speaks for the pair, and depends on the pair and the collection's
statistics alone (besides the candidates' mean length), so that it means the same whatever else is in the pool and the
same for every need. None grows by saying things again, and what is said of other things makes all of them smaller.
One column looks at the other candidates: how much closer in meaning a listing is than they usually are. In a
collection of one trade everything is close to everything, and closeness as such says little.

Two kernels weigh a shared term: a saturated frequency (Robertson's BM25, k1 3, b 1: full allowance for length) and a
log-likelihood with Dirichlet smoothing (Zhai and Lafferty 2004). Both are summed over the need's terms in several
ways: over all, the most telling, the title, and what the need says repeatedly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from banyan.engine.index.block import Profiles, profiles_of
from banyan.engine.ports import Floats, Ints, Profile
from banyan.engine.rank.collection import Collection
from banyan.engine.rank.model.phrases import Pairs, Spread, phrase_columns, squares
from banyan.engine.rank.model.pool import Entries, logarithms, stacked
from banyan.engine.text.rarity import rarity

#: The columns of evidence, in order, each with the readable group in which its share is shown.
GROUPS: Final[dict[str, str]] = {
    "bm25": "words", "bm25_repeats": "words", "likelihood": "words", "likelihood_damped": "words",
    "likelihood_telling": "words", "salient_15": "words", "salient_40": "words", "repeated": "words",
    "need_title": "words",
    "cosine": "terms", "listing_covered": "terms",
    "phrases": "phrases", "phrase_words": "phrases", "near_phrases": "phrases",
    "meaning": "meaning", "meaning_above": "meaning",
}  # fmt: skip
NAMES: Final = tuple(GROUPS)

_K1: Final = 3.0
_COMMON: Final = 0.5  #: what a common word counts
_DAMPED: Final = 3.0  #: smoothing of the damped likelihood, in mean lengths
_TOKENS_A_DOCUMENT: Final = 1.3  #: how often a term occurs in a text that has it, on average
_MOST_TERMS: Final = 600
"""Terms of a need that are weighed, the most telling ones; hardly any need has more."""
_EVERY, _RANK = 16, 75
"""One candidate in so many tells what is usual, since those far down say nothing about the nearest; and the rank for
which it is told, of however many."""
_STEEP: Final = 25.0
"""How fast candidates get rare with closeness: a factor of e each 1/25."""
_UNRELATED: Final = tuple(NormalDist(0.1, 0.07).inv_cdf((place + 0.5) / 96) for place in range(96))
"""Closeness of unrelated texts, which stand beside the candidates lest a few right ones look usual."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A need's terms as they are weighed."""

    terms: Ints
    counts: Floats
    rarity: Floats
    weight: Floats  #: 1, less for common words, 0 for terms that no listing has
    frequency: Floats
    title: NDArray[np.bool_]


def asked(profile: Profile, collection: Collection) -> Asked:
    frequency = np.minimum(collection.frequency(profile.terms), collection.size)
    common = np.where(collection.common(profile.terms), _COMMON, 1.0)
    rare = rarity(frequency, collection.size) * common * (frequency > 0)
    kept = np.arange(len(profile.terms))
    if len(kept) > _MOST_TERMS:
        kept = np.sort(np.argsort(-rare * profile.counts, kind="stable")[:_MOST_TERMS])
    terms = profile.terms[kept]
    return Asked(
        terms=terms,
        counts=profile.counts[kept],
        rarity=rare[kept],
        weight=(common * (frequency > 0))[kept],
        frequency=np.maximum(frequency[kept], 1.0),
        title=np.isin(terms, profile.title),
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What all candidates of a need have in common, beside which each is weighed."""

    average: float  #: terms of a candidate
    pairs: Spread
    meaning: float  #: how close in meaning they usually are


def usual(meaning: Floats) -> float:
    """How close in meaning a listing is that only happens to be near: the 75th nearest, or what it would be if there
    were more of them."""
    known = np.sort(np.concatenate([meaning[~np.isnan(meaning)], _UNRELATED]))[::-1]
    rank = len(known) // _EVERY
    return float(known[rank - 1] - np.log(_RANK / rank) / _STEEP)


def evidence(
    need: Profile,
    order: Ints | None,
    profiles: Sequence[Profile],
    meaning: Floats,
    collection: Collection,
    *,
    beside: Around | None = None,
) -> Floats:
    """One row a candidate, one column a name of ``NAMES``. ``meaning`` is NaN where a vector is missing. Candidates are
    weighed ``beside`` one another unless others are given."""
    return weighed(need, order, profiles, meaning, collection, beside=beside)[0]


def weighed(
    need: Profile,
    order: Ints | None,
    profiles: Sequence[Profile],
    meaning: Floats,
    collection: Collection,
    *,
    beside: Around | None = None,
) -> tuple[Floats, Around]:
    """``evidence``, with what the candidates were weighed beside."""
    together = profiles_of(profiles)
    entries, pairs = stacked(together.terms), Pairs(need, order, stacked(together.pairs))
    beside = beside or Around(_average(together), pairs.spread(), usual(meaning))
    if not profiles:
        return np.zeros((0, len(NAMES))), beside
    wanted, lengths, average = asked(need, collection), together.lengths.astype(np.float64), beside.average
    columns = _word_columns(wanted, entries, lengths / average, average, collection, _totals(together, collection))
    norms = together.sums("pairs", lambda every: squares(stacked(every.pairs)))
    columns |= phrase_columns(pairs, lengths, norms, collection, beside=beside.pairs)
    columns["meaning"] = meaning
    columns["meaning_above"] = np.maximum(meaning - beside.meaning, 0.0)
    return np.stack([columns[name] for name in NAMES], axis=1), beside


def _average(profiles: Profiles) -> float:
    return max(float(profiles.lengths.mean()), 1.0) if len(profiles) else 1.0


def _word_columns(
    need: Asked, entries: Entries, long: Floats, average: float, collection: Collection, totals: Totals
) -> dict[str, Floats]:
    place, hit = entries.found(need.terms)
    term, row, count = place[hit], entries.owner[hit], entries.counts[hit]
    shape = (len(need.terms), entries.rows)
    saturated = np.zeros(shape)
    saturated[term, row] = count * (_K1 + 1) / (count + _K1 * long[row])
    chance = need.frequency / max(collection.size, 1) / average * _TOKENS_A_DOCUMENT
    likely = np.zeros(shape)
    likely[term, row] = np.log1p(count / (average * chance[term]))
    columns = _by_saturation(need, saturated) | _by_likelihood(need, likely, long)
    damped = np.sqrt(need.counts) * need.weight
    values = damped[term] * np.log1p(count / (_DAMPED * average * chance[term]))
    columns["likelihood_damped"] = _ratio(entries.sums(row, values), damped.sum(), long / _DAMPED)
    return columns | _cosines(need, entries, term, hit, collection, totals)


def _by_saturation(need: Asked, saturated: Floats) -> dict[str, Floats]:
    rare, counts = need.rarity, need.counts
    telling = _places(rare * counts)
    soft = rare * (1 + np.log(counts))
    weights = {
        "bm25": rare * np.sqrt(counts),
        "bm25_repeats": rare * counts,
        "salient_15": soft * (telling < 15),
        "salient_40": soft * (telling < 40),
        "need_title": rare * need.title,
    }
    table = np.stack(list(weights.values()))
    sums = table @ saturated / np.maximum(table.sum(axis=1, keepdims=True), 1e-9)
    return dict(zip(weights, sums, strict=True))


def _by_likelihood(need: Asked, likely: Floats, long: Floats) -> dict[str, Floats]:
    counts, weight = need.counts, need.weight
    weights = {
        "likelihood": counts * weight,
        "likelihood_telling": counts * need.rarity,
        "repeated": np.sqrt(counts) * (counts >= 2) * weight,
    }
    table = np.stack(list(weights.values()))
    sums = _ratio(table @ likely, table.sum(axis=1, keepdims=True), long)
    return dict(zip(weights, sums, strict=True))


def _ratio(matched: Floats, total: Floats, long: Floats) -> Floats:
    """How much likelier the words are here than anywhere, as a logarithm, with what a long text matches anyway taken
    off; 0 where nothing is matched. ``long`` is the text's length in units of the smoothing."""
    mean = matched / np.maximum(total, 1e-9)
    return np.asarray(np.log1p(np.expm1(np.minimum(mean, 50.0)) / (1.0 + long)))


class Totals(NamedTuple):
    """Of each listing: the squares of its terms' weights in the cosine, and the rarity of its terms, added up."""

    squares: Floats
    rarity: Floats


def _totals(profiles: Profiles, collection: Collection) -> Totals:
    def squared(every: Profiles) -> Floats:
        entries = stacked(every.terms)
        smooth, _ = _weights(entries.keys, collection)
        return entries.sums(entries.owner, (logarithms(entries.counts) * smooth) ** 2)

    def rare(every: Profiles) -> Floats:
        entries = stacked(every.terms)
        return entries.sums(entries.owner, _weights(entries.keys, collection)[1])

    if profiles.origin is not None:
        return Totals(profiles.sums(("squares", collection), squared), profiles.sums(("rarity", collection), rare))
    entries = stacked(profiles.terms)
    smooth, rarities = _weights(entries.keys, collection)
    return Totals(
        entries.sums(entries.owner, (logarithms(entries.counts) * smooth) ** 2),
        entries.sums(entries.owner, rarities),
    )


def _weights(terms: Ints, collection: Collection) -> tuple[Floats, Floats]:
    """What a term counts in the cosine, and its rarity."""
    known = collection.known(terms)
    frequency = np.maximum(known.frequency, 1)
    common = np.where(known.common, _COMMON, 1.0)
    return collection.smooth(frequency) * common, collection.rarity(frequency) * common


def _cosines(
    need: Asked, entries: Entries, term: Ints, hit: NDArray[np.bool_], collection: Collection, totals: Totals
) -> dict[str, Floats]:
    smooth, rare = _weights(need.terms, collection)
    ours = (1 + np.log(need.counts)) * (np.log(collection.size / need.frequency) + 1) * need.weight
    row = entries.owner[hit]
    dot = entries.sums(row, logarithms(entries.counts[hit]) * (smooth * ours)[term])
    norm = np.sqrt(totals.squares * (ours**2).sum())
    spoken = entries.sums(row, rare[term])
    return {
        "cosine": np.clip(dot / np.maximum(norm, 1e-9), 0.0, 1.0),
        "listing_covered": spoken / np.maximum(totals.rarity, 1e-9),
    }


def _places(values: Floats) -> Ints:
    """The place of each value when they are sorted, the largest first."""
    places = np.empty(len(values), dtype=np.int64)
    places[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return places
