"""From evidence and facts to a score of 0–100: the probability, in hundredths, that the listing is a right answer.

What the texts say is weighed by the learned model (``rank.model``), in log-odds. To these the structured facts add
what judgement gives them, since no pairs of needs and answers teach their worth; what is not known of a listing is
neither merit nor fault. Only real pairs of two sorts (needs of agencies and the firms they funded) taught the
probability: it is of the right order for others, and the order of two scores means more than either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np

from banyan.engine.ports import Floats
from banyan.engine.rank.features import NAMES
from banyan.engine.rank.model.ranker import KINDS, Ranker, length_of, shipped
from banyan.engine.types import Share

#: What facts add to the log-odds at most: factors of e of the odds. Judgement, not learned.
JUDGED: Final[Mapping[str, float]] = MappingProxyType(
    {
        "title": 0.8, "sdgs": 1.0, "sectors": 0.5, "technologies": 1.5, "conditions": 1.5, "completeness": 0.4,
        "freshness": 0.2,
    }
)  # fmt: skip
_OPEN: Final = frozenset({"conditions", "completeness", "freshness"})
"""Where one half stands for what is not known: it neither adds to nor takes from what the texts say."""
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """What decides a score: the learned model, and what facts add."""

    ranker: Ranker
    judged: Mapping[str, float] = field(default_factory=lambda: JUDGED)

    @property
    def version(self) -> str:
        return self.ranker.version


@cache
def shipped_weights() -> Weights:
    """Those that ship."""
    return Weights(shipped())


Kinds = Callable[[Sequence[int]], Sequence[Mapping[str, float]]]
"""What each kind of evidence adds to the log-odds of some rows."""


@dataclass(frozen=True, slots=True)
class Scores:
    """``scores`` (0–100) of each candidate, and how each came about."""

    scores: Floats
    values: Floats  #: the features, 0 where a vector is missing
    judged: Floats
    kinds: Kinds

    def shares(self, row: int) -> tuple[Share, ...]:
        """What each kind of evidence and each fact adds to one score, largest first; what adds nothing is left out.

        They add up to the score. Each is its part of the log-odds above those of a listing for which nothing speaks.
        """
        return self.shares_of([row])[0]

    def shares_of(self, rows: Sequence[int]) -> list[tuple[Share, ...]]:
        """``shares`` of several, in far less time than one by one."""
        return [self._shares(row, kinds) for row, kinds in zip(rows, self.kinds(rows), strict=True)]

    def _shares(self, row: int, kinds: Mapping[str, float]) -> tuple[Share, ...]:
        parts = dict(zip(NAMES, self.judged[row].tolist(), strict=True)) | dict(kinds)
        total = sum(parts.values())
        if total <= 0:
            return ()
        values = dict(zip(NAMES, self.values[row].tolist(), strict=True))
        scale = float(self.scores[row]) / total
        shares = [Share(name, values[name], part * scale) for name, part in parts.items() if part > 0]
        return tuple(sorted(shares, key=lambda share: -share.share))


@dataclass(frozen=True, slots=True)
class Texts:
    """What the texts alone say of each candidate: log-odds, those of a listing for which nothing speaks, and what each
    kind of evidence adds."""

    odds: Floats
    nothing: float
    kinds: Kinds

    def of(self, rows: Sequence[int]) -> Texts:
        """Those of some rows."""
        return Texts(self.odds[list(rows)], self.nothing, lambda some: self.kinds([rows[row] for row in some]))

    def beside(self, others: Texts) -> Texts:
        """Those of others after these."""
        own = len(self.odds)

        def kinds(rows: Sequence[int]) -> list[Mapping[str, float]]:
            return [(self.kinds([row]) if row < own else others.kinds([row - own]))[0] for row in rows]

        return Texts(np.concatenate([self.odds, others.odds]), self.nothing, kinds)


def weighed(evidence: Floats, *, length: int, other_language: Sequence[bool], weights: Weights | None = None) -> Texts:
    """``length`` is the need's number of terms; ``other_language`` says which candidates are in another language than
    the need."""
    ranker, place = (weights or shipped_weights()).ranker, length_of(length)

    def kinds(rows: Sequence[int]) -> Sequence[Mapping[str, float]]:
        return ranker.kinds(evidence, rows, place, other_language)

    nothing = ranker.nothing(evidence, place) if len(evidence) else 0.0
    return Texts(ranker.odds(evidence, place, other_language), nothing, kinds)


def fuse(
    features: Floats,
    evidence: Floats,
    *,
    length: int,
    other_language: Sequence[bool],
    weights: Weights | None = None,
) -> Scores:
    """``fused`` with what ``weighed`` makes of the evidence of the texts."""
    texts = weighed(evidence, length=length, other_language=other_language, weights=weights)
    return fused(features, texts, weights=weights)


def fused(features: Floats, texts: Texts, *, weights: Weights | None = None) -> Scores:
    """Scores of candidates from their features (columns ``features.NAMES``) and what their texts say.

    A score is 0 where nothing at all speaks for a listing.
    """
    chosen = weights or shipped_weights()
    worth = np.array([chosen.judged.get(name, 0.0) for name in NAMES])
    values = np.where(np.isnan(features), 0.0, features)
    judged = values * worth
    known = (features != 0).sum(axis=0) > 0
    neutral = sum(worth[column] * _HALF for column, name in enumerate(NAMES) if name in _OPEN and known[column])
    odds = texts.odds + judged.sum(axis=1) - neutral
    nothing = _chance(np.array(texts.nothing - neutral)) if len(features) else np.zeros(())
    scores = 100.0 * np.maximum((_chance(odds) - nothing) / (1.0 - nothing), 0.0)
    return Scores(scores=scores, values=values, judged=judged, kinds=texts.kinds)


def _chance(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


assert set(KINDS) <= set(NAMES), "every kind of evidence is a feature with a name"
