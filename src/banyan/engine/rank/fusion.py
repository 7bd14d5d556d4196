"""From features to a score of 0–100: version 1, a weighted sum whose weights follow the need's length and languages.

The sum is on an absolute scale (not relative to the other candidates), so that scores of different needs can be
compared. The weights of texts were fitted on the training splits of the benchmark recipes by listwise softmax, so one
unit is one factor e of odds. The weights of taxonomy codes, completeness and freshness are judgement: no pairs teach
them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np

from banyan.engine.rank.collection import Floats
from banyan.engine.rank.features import NAMES
from banyan.engine.types import Share

_MIDDLE_LENGTH: Final = 60.0  #: terms of a need at which the plain weights hold
_MEANING: Final = NAMES.index("meaning")
_LENGTHS: Final = (4.0, 1000.0)  #: beyond these the weights stay as they are


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of a feature for a need of 60 terms, and how it changes: × e^(slope · ln(length / 60) / 2)."""

    middle: float
    slope: float = 0.0

    def at(self, length: int) -> float:
        low, high = _LENGTHS
        return self.middle * math.exp(self.slope * math.log(min(max(length, low), high) / _MIDDLE_LENGTH) / 2)


def _table(**weights: Weight) -> Mapping[str, Weight]:
    return MappingProxyType(weights)


_ALWAYS: Final = {
    "title": Weight(0.8),
    "sdgs": Weight(1.0),
    "sectors": Weight(0.5),
    "technologies": Weight(1.5),
    "conditions": Weight(1.5),
    "completeness": Weight(0.4),
    "freshness": Weight(0.2),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights for three cases: words and meaning; words alone; and a listing in another language, where only meaning
    can speak and has to stand for the words as well (``base`` sets off what it gives to any pair at all).

    ``middle`` is the sum that scores 50, with vectors and without; ``steep`` how fast scores change there.
    """

    version: str = "1"
    both: Mapping[str, Weight] = field(
        default_factory=lambda: _table(
            words=Weight(0.41, -0.85), terms=Weight(9.44, 0.73), phrases=Weight(8.54, 0.54),
            meaning=Weight(7.07, -0.29), **_ALWAYS,
        )
    )  # fmt: skip
    words: Mapping[str, Weight] = field(
        default_factory=lambda: _table(
            words=Weight(0.47, -0.86), terms=Weight(12.62, 0.62), phrases=Weight(9.80, 0.46), **_ALWAYS,
        )
    )  # fmt: skip
    other_language: Mapping[str, Weight] = field(default_factory=lambda: _table(meaning=Weight(30.2, 0.25), **_ALWAYS))
    base: Weight = Weight(-4.8, 0.58)
    middle: Weight = Weight(11.1, 0.20)
    middle_words: Weight = Weight(9.0, 0.26)
    steep: float = 4.0


VERSION_1: Final = Weights()


@dataclass(frozen=True, slots=True)
class Scores:
    """``scores`` (0–100) of each candidate and what each feature adds: ``parts`` has a column a name of ``NAMES``."""

    scores: Floats
    parts: Floats
    values: Floats

    def shares(self, row: int) -> tuple[Share, ...]:
        """What the features add to one score, largest first; features that add nothing are left out."""
        entries = zip(NAMES, self.values[row].tolist(), self.parts[row].tolist(), strict=True)
        shares = [Share(feature=name, value=value, share=part) for name, value, part in entries if part > 0]
        return tuple(sorted(shares, key=lambda share: -share.share))


def fuse(features: Floats, *, length: int, other_language: Sequence[bool], weights: Weights = VERSION_1) -> Scores:
    """Scores of candidates from their features (columns ``NAMES``).

    ``length`` is the need's number of terms; ``other_language`` says which candidates are in another language than the
    need. With no meaning at all the words' own weights hold. A candidate without a vector among others that have one
    gets their median: being new is neither a merit nor a fault.
    """
    values = features.copy()
    seen = ~np.isnan(values[:, _MEANING])
    if not seen.any():
        values[:, _MEANING] = 0.0
        parts = values * _row(weights.words, length)
        return _scores(values, parts, weights.middle_words.at(length), weights.steep)
    values[~seen, _MEANING] = float(np.median(values[seen, _MEANING]))
    parts = values * _row(weights.both, length)
    foreign = np.asarray(other_language, dtype=bool) & seen
    if foreign.any():
        across = values * _row(weights.other_language, length)
        across[:, _MEANING] = np.maximum(across[:, _MEANING] + weights.base.at(length), 0.0)
        better = foreign & (across.sum(axis=1) > parts.sum(axis=1))
        parts[better] = across[better]
    return _scores(values, parts, weights.middle.at(length), weights.steep)


def _row(table: Mapping[str, Weight], length: int) -> Floats:
    return np.array([table[name].at(length) if name in table else 0.0 for name in NAMES])


def _scores(values: Floats, parts: Floats, middle: float, steep: float) -> Scores:
    """0 at a sum of 0, 50 at ``middle``, towards 100 beyond, strictly increasing; shares in proportion to the parts."""
    raw = parts.sum(axis=1)
    power = (raw / middle) ** steep
    scores = 100.0 * power / (1.0 + power)
    scale = np.divide(scores, raw, out=np.zeros_like(raw), where=raw > 0)
    return Scores(scores=scores, parts=parts * scale[:, None], values=values)
