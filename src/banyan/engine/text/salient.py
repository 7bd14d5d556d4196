"""The terms that say what a long need is about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

#: Terms kept of a need. More cost time and change little: see ``benchmarks/reports`` for the figures.
MOST: Final = 120


def salient_terms(
    terms: Sequence[str], document_frequency: Mapping[str, int], total: int, *, most: int = MOST
) -> dict[str, int]:
    """The ``most`` most telling terms with how often each occurs, in the order of the text.

    A term tells much when it is frequent here and rare in the collection (term frequency × inverse document
    frequency). Terms that the collection does not have are left out: they cannot find anything.
    """
    counts = Counter(terms)
    present = {term: count for term, count in counts.items() if document_frequency.get(term, 0) > 0}
    if len(present) <= most:
        return present

    def worth(term: str) -> float:
        frequency = document_frequency[term]
        return present[term] * math.log(1 + (max(total, frequency) - frequency + 0.5) / (frequency + 0.5))

    kept = set(sorted(present, key=lambda term: (-worth(term), term))[:most])
    return {term: count for term, count in present.items() if term in kept}
