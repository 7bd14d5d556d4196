"""A need with its candidates, weighed: what they score, and what they would score if something were different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from banyan.engine.index.block import profiles_of
from banyan.engine.rank.collection import Collection, Floats, Profile
from banyan.engine.rank.criteria import Finding
from banyan.engine.rank.features import Candidates, Subject, with_criteria
from banyan.engine.rank.fusion import Texts, Weights, fused, weighed
from banyan.engine.rank.meaning import foreign
from banyan.engine.rank.model.evidence import NAMES, Around, evidence
from banyan.engine.rank.model.ranker import filled
from banyan.engine.rank.refit import Scored, log_odds, refitted

_MEANING: Final = NAMES.index("meaning")


@dataclass(frozen=True, slots=True)
class Pool:
    """A need with its candidates, their features and the evidence of their texts (a row each), before any weight.

    ``factors`` are what a refit gave the parts of the score.
    """

    subject: Subject
    candidates: Candidates
    features: Floats
    evidence: Floats
    beside: Around
    factors: Mapping[str, float] = field(default_factory=dict)
    _texts: dict[int, Texts] = field(default_factory=dict)  #: by the identity of the weights

    def scores(self, weights: Weights) -> Scored:
        shipped = fused(self.features, self._weighed(weights), weights=weights)
        return refitted(shipped, self.factors)

    def rescored(self, rows: Sequence[int], criteria: Sequence[Sequence[Finding]], weights: Weights) -> Floats:
        """What the candidates in ``rows`` would score if these findings were theirs, among the others as they are.

        What a refit moves of a candidate now, it is taken to move of it then: in log-odds, the same.
        """
        if not len(rows):
            return np.zeros(0)
        changed = with_criteria(self.features[list(rows)], criteria, checked=any(criteria))
        both = np.concatenate([self.features, changed])
        texts = self._weighed(weights).of([*range(len(self.features)), *rows])
        shipped = fused(both, texts, weights=weights).scores
        found = shipped[len(self.features) :]
        if self.factors:
            now = self.scores(weights).scores
            moved = [log_odds(now[row]) - log_odds(shipped[row]) for row in rows]
            odds = np.array([log_odds(score) for score in found]) + moved
            found = np.where(found == shipped[list(rows)], now[list(rows)], 100 / (1 + np.exp(-odds)))
        return np.asarray(found)

    def _weighed(self, weights: Weights) -> Texts:
        """What the texts say changes with no finding, so it is weighed once."""
        found = self._texts.get(id(weights))
        if found is None:
            length = self.subject.profile.length
            found = weighed(self.evidence, length=length, other_language=self._foreign(), weights=weights)
            self._texts[id(weights)] = found
        return found

    def with_texts(
        self, rows: Sequence[int], texts: Sequence[Profile], collection: Collection, weights: Weights
    ) -> Floats:
        """What the candidates in ``rows`` would score, as shipped, with these texts; their vectors, their facts and all
        others stay as they are."""
        if not len(rows):
            return np.zeros(0)
        need, elsewhere = self.subject.profile, self._foreign()
        known, seen = filled(self.evidence)
        meaning = np.where(seen.any(), known[list(rows), _MEANING], np.nan)
        found = evidence(need, self.subject.order, texts, meaning, collection, beside=self.beside)
        other = [elsewhere[row] and bool(seen[row]) for row in rows]
        changed = weighed(found, length=need.length, other_language=other, weights=weights)
        both = self._weighed(weights).beside(changed)
        features = np.concatenate([self.features, self.features[list(rows)]])
        return fused(features, both, weights=weights).scores[len(self.features) :]

    def _foreign(self) -> list[bool]:
        """Which candidates are in another language than the need."""
        return foreign(self.subject.profile.language, profiles_of(self.candidates.profiles).languages)
