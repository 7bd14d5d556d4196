"""The order of a list that people read: no organisation fills it, and near-copies stand behind the original.

Nothing is removed and no score is changed: what is moved stands after the first ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
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
    copies = Copies(lambda place: entries[place].profile)
    for place, entry in enumerate(entries):
        if len(taken) >= first:
            break
        full = bool(entry.organisation) and counts[entry.organisation] >= per_organisation
        if full or any(copies.alike(other, place) for other in taken):
            passed.append(place)
        else:
            taken.append(place)
            counts[entry.organisation] += 1
    done = {*taken, *passed}
    return [*taken, *passed, *(place for place in range(len(entries)) if place not in done)]


class Copies:
    """Which of some listings say almost the same, word for word; each is read once."""

    def __init__(self, profile: Callable[[int], Profile]) -> None:
        self._profile = profile
        self._read: dict[int, tuple[Profile, frozenset[int]]] = {}

    def alike(self, one: int, other: int) -> bool:
        (first, pairs), (second, others) = self._of(one), self._of(other)
        few, many = sorted((len(pairs), len(others)))
        if few < _FEWEST_PAIRS:
            same = first.length == second.length and np.array_equal(first.terms, second.terms)
            return bool(len(first.terms)) and same
        if few < _COPY * many:
            return False  # all of the shorter one would not be enough
        shared = len(pairs & others)
        return shared >= _COPY * (few + many - shared)

    def _of(self, place: int) -> tuple[Profile, frozenset[int]]:
        found = self._read.get(place)
        if found is None:
            profile = self._profile(place)
            found = self._read[place] = (profile, frozenset(profile.pairs.tolist()))
        return found


def near_copies(one: Profile, other: Profile) -> bool:
    """Whether two listings say almost the same."""
    return Copies((one, other).__getitem__).alike(0, 1)
