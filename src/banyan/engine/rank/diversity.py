"""The order of a list that people read: no organisation fills it, and near-copies stand behind the original.

Nothing is removed and no score is changed: what is moved stands after the first ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from banyan.engine.rank.collection import Profile

FIRST: Final = 10
PER_ORGANISATION: Final = 2
_COPY: Final = 0.8
"""Share of common pairs of terms (Jaccard) from which two listings say the same."""
_FEWEST_PAIRS: Final = 5
"""Texts with fewer pairs of terms are too short to be called copies unless they are equal."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate in order of score."""

    organisation: str
    profile: Profile


def diversify(entries: Sequence[Entry], *, first: int = FIRST, per_organisation: int = PER_ORGANISATION) -> list[int]:
    """The new order, as places in ``entries`` (which come best first).

    The first ``first`` places take at most ``per_organisation`` of one organisation and no near-copy of one already
    taken; what was passed over follows in its old order, then the rest.
    """
    taken: list[int] = []
    passed: list[int] = []
    counts: Counter[str] = Counter()
    for place, entry in enumerate(entries):
        if len(taken) >= first:
            break
        full = bool(entry.organisation) and counts[entry.organisation] >= per_organisation
        if full or any(near_copies(entry.profile, entries[other].profile) for other in taken):
            passed.append(place)
        else:
            taken.append(place)
            counts[entry.organisation] += 1
    done = {*taken, *passed}
    return [*taken, *passed, *(place for place in range(len(entries)) if place not in done)]


def near_copies(one: Profile, other: Profile) -> bool:
    """Whether two listings say almost the same, word for word."""
    if min(len(one.pairs), len(other.pairs)) < _FEWEST_PAIRS:
        return bool(len(one.terms)) and np.array_equal(one.terms, other.terms) and one.length == other.length
    shared = len(np.intersect1d(one.pairs, other.pairs, assume_unique=True))
    return shared >= _COPY * (len(one.pairs) + len(other.pairs) - shared)
