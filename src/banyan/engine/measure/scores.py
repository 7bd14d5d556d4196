"""How good rankings are: nDCG, recall and reciprocal rank, averaged over every judged need.

A need without an answer in the run scores 0. Gains are the grades themselves, discounts 1 / log2(rank + 1) (Järvelin
and Kekäläinen 2002), as ``trec_eval`` has them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banyan.engine.measure.runs import Judgements, Run


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over ``needs`` needs, each 0–1."""

    needs: int
    ndcg_10: float
    recall_10: float
    recall_100: float
    mrr_100: float


def quality(run: Run, judgements: Judgements) -> Quality:
    """The measures of a run; raises ``ValueError`` when nothing is judged or a listing stands twice in a ranking."""
    if not judgements:
        raise ValueError("nothing is judged, so nothing can be measured")
    rows = [_one(run.get(need, ()), grades) for need, grades in judgements.items()]
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return Quality(len(rows), *means)


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int) -> float:
    """Discounted gain over the best possible one; 0 where nothing is relevant."""
    gained = _discounted([grades.get(listing, 0) for listing in ranking[:depth]])
    best = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return gained / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _one(ranking: Sequence[str], grades: Mapping[str, int]) -> tuple[float, float, float, float]:
    if len(set(ranking)) != len(ranking):
        raise ValueError("a listing stands twice in one need's ranking")
    relevant = {listing for listing, grade in grades.items() if grade > 0}
    if not relevant:
        return 0.0, 0.0, 0.0, 0.0
    first = next((place for place, listing in enumerate(ranking[:100], start=1) if listing in relevant), None)
    return (
        ndcg(ranking, grades, depth=10),
        len(relevant.intersection(ranking[:10])) / len(relevant),
        len(relevant.intersection(ranking[:100])) / len(relevant),
        1 / first if first else 0.0,
    )
