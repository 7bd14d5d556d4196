"""How alike two texts of one language are, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from banyan.practice.duplicates.rules.texts import Signature, shared


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of two texts, all 0 to 1. ``held``: share of the smaller one's shingles that the other has too. ``same``: shared
    shingles among all. ``title``: share of the words of both titles that both have. ``size`` is how many shingles the
    smaller one has. Boilerplate does not count."""

    held: float
    same: float
    title: float
    size: int


def likeness(one: Signature, other: Signature) -> Likeness:
    """Compares two texts exactly, by what is kept of them."""
    both = shared(one.shingles, other.shingles)
    least = min(len(one.shingles), len(other.shingles))
    titles = shared(one.title, other.title)
    return Likeness(
        held=both / max(least, 1),
        same=both / max(len(one.shingles) + len(other.shingles) - both, 1),
        title=titles / max(len(one.title) + len(other.title) - titles, 1),
        size=least,
    )
