"""Phrases that a need and a listing share: pairs of neighbouring terms, and pairs that stand near in the need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Floats, Ints, Profile
from banyan.engine.rank.collection import Collection
from banyan.engine.rank.model.pool import Entries, logarithms
from banyan.engine.text.rarity import rarity

_NEAR: Final = ((1, 0), (0, 2), (2, 0), (0, 3), (3, 0))
"""Places of two terms that may be neighbours in a listing though they are not, or the other way round, in the need."""
_SHORT: Final = 30.0  #: terms added to a length, so that a very short text is not all phrase
_HALF: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Spread:
    """In how many of ``rows`` candidates each pair stands that the need makes something of; 0 for those that it does
    not have itself."""

    among: Ints
    rows: int


class Pairs:
    """The pairs that a need has or nearly has, and where candidates have them."""

    def __init__(self, need: Profile, order: Ints | None, entries: Entries) -> None:
        self.need = need
        self.entries = entries
        self.table, self.exact = _wanted(need, order)
        self.place, self.hit = entries.found(self.table)

    def spread(self) -> Spread:
        """Among these candidates."""
        counts = np.bincount(self.place[self.hit], minlength=len(self.exact))
        return Spread(np.asarray(counts * self.exact), self.entries.rows)


def phrase_columns(
    pairs: Pairs, lengths: Floats, norms: Floats, collection: Collection, *, beside: Spread
) -> dict[str, Floats]:
    """``phrases`` is the square root of a cosine of pairs, ``phrase_words`` and ``near_phrases`` the rarity of what is
    shared against the listing's length. ``norms`` are the ``squares`` of the candidates' pairs."""
    entries, place, hit, table, exact = pairs.entries, pairs.place, pairs.hit, pairs.table, pairs.exact
    columns = {name: np.zeros(entries.rows) for name in ("phrases", "phrase_words", "near_phrases")}
    if not hit.any():
        return columns
    key, row, count = place[hit], entries.owner[hit], entries.counts[hit]
    size = np.sqrt(lengths + _SHORT)
    rare = _rarity(table, collection)
    same = exact[key]
    columns["phrase_words"] = entries.sums(row[same], rare[key[same]]) / size
    columns["near_phrases"] = entries.sums(row[~same], rare[key[~same]]) / size
    among, rows = beside.among, beside.rows
    weight = np.maximum(np.log((rows + 1) / (among + 0.5)) + 1, 0.0) * (among > 0)
    ours = weight.copy()
    ours[exact] *= 1 + np.log(pairs.need.pair_counts)
    dot = entries.sums(row[same], logarithms(count[same]) * (weight * ours)[key[same]])
    usual = (np.log((rows + 1) / 1.5) + 1) ** 2
    norm = np.sqrt(norms * usual * (ours**2).sum())
    columns["phrases"] = np.sqrt(np.clip(dot / np.maximum(norm, 1e-9), 0.0, 1.0))
    return columns


def squares(pairs: Entries) -> Floats:
    """What each candidate's pairs weigh, squared and added up."""
    return pairs.sums(pairs.owner, logarithms(pairs.counts) ** 2)


def _wanted(need: Profile, order: Ints | None) -> tuple[Ints, NDArray[np.bool_]]:
    """The pairs that the need has or nearly has, sorted, and which of them it has."""
    table = np.sort(np.concatenate([need.pairs, _near(need.pairs, order)]))
    return table, np.isin(table, need.pairs)


def _near(own: Ints, order: Ints | None) -> Ints:
    if order is None or len(order) < 2:
        return np.zeros(0, dtype=np.int64)
    found = []
    for first, second in _NEAR:
        places = np.arange(max(len(order) - max(first, second), 0))
        found.append(order[places + first] << 32 | order[places + second])
    return np.setdiff1d(np.concatenate(found), own)


def _rarity(pairs: Ints, collection: Collection) -> Floats:
    """The rarity of both terms of each pair."""
    both = np.concatenate([pairs >> 32, pairs & _HALF])
    rare = rarity(collection.frequency(both), collection.size) * np.where(collection.common(both), 0.5, 1.0)
    return np.asarray(rare[: len(pairs)] + rare[len(pairs) :])
