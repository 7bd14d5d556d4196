"""How good rankings are: nDCG, recall and reciprocal rank, of each judged need and averaged over them.

A need without an answer in the run scores 0. Gains are the grades themselves, discounts 1 / log2(rank + 1) (Järvelin
and Kekäläinen 2002), as ``trec_eval`` has them. They are our own few lines, not a library's: a node refits its model on
its own judgements, so they run where only what Banyan needs is installed. Tests compare them with ``ir-measures``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
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
    return mean(each(run, judgements).values())


def each(run: Run, judgements: Judgements) -> dict[str, Quality]:
    """The measures of every judged need. Raises ``ValueError`` when a listing stands twice in a ranking."""
    return {need: _one(run.get(need, ()), grades) for need, grades in judgements.items()}


def mean(qualities: Iterable[Quality]) -> Quality:
    """Every need counts the same. Raises ``ValueError`` when there is none."""
    rows = list(qualities)
    needs = sum(row.needs for row in rows)
    if not needs:
        raise ValueError("nothing is judged, so nothing can be measured")
    return Quality(
        needs,
        ndcg_10=sum(row.ndcg_10 * row.needs for row in rows) / needs,
        recall_10=sum(row.recall_10 * row.needs for row in rows) / needs,
        recall_100=sum(row.recall_100 * row.needs for row in rows) / needs,
        mrr_100=sum(row.mrr_100 * row.needs for row in rows) / needs,
    )


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], *, depth: int) -> float:
    """Discounted gain over the best possible one; 0 where nothing is relevant."""
    gained = _discounted([grades.get(listing, 0) for listing in ranking[:depth]])
    best = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return gained / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def _one(ranking: Sequence[str], grades: Mapping[str, int]) -> Quality:
    if len(set(ranking)) != len(ranking):
        raise ValueError("a listing stands twice in one need's ranking")
    relevant = {listing for listing, grade in grades.items() if grade > 0}
    if not relevant:
        return Quality(1, 0.0, 0.0, 0.0, 0.0)
    first = next((place for place, listing in enumerate(ranking[:100], start=1) if listing in relevant), None)
    return Quality(
        1,
        ndcg_10=ndcg(ranking, grades, depth=10),
        recall_10=len(relevant.intersection(ranking[:10])) / len(relevant),
        recall_100=len(relevant.intersection(ranking[:100])) / len(relevant),
        mrr_100=1 / first if first else 0.0,
    )
