"""The learned model: from evidence to the log-odds that a listing is a right answer, and what each kind of evidence
adds to them.

Three cases, each fitted on its own: words and meaning; words alone; and meaning alone, for a listing in another
language than the need, where words can hardly speak. In the first two a weighted sum, whose weights follow the need's
length, gives a straight line, and trees add what it leaves over (the sum is one more column for them). No weight is
negative and no tree falls, so more evidence never lowers a score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import factorial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from banyan.engine.ports import Floats, Ints
from banyan.engine.rank.model.evidence import GROUPS, NAMES
from banyan.engine.rank.model.trees import Trees

#: Readable groups of evidence, in order.
KINDS: Final = tuple(dict.fromkeys(GROUPS.values()))
FILE: Final = "ranker.npz"
_SHORTEST, _LONGEST = 4.0, 1000.0
_MEANING: Final = NAMES.index("meaning")
_ABOVE: Final = NAMES.index("meaning_above")


def length_of(terms: int) -> float:
    """Where a need's length stands between short (0) and long (1)."""
    bounded = min(max(float(terms), _SHORTEST), _LONGEST)
    return math.log(bounded / _SHORTEST) / math.log(_LONGEST / _SHORTEST)


@dataclass(frozen=True, slots=True)
class Part:
    """One case. ``weights`` has shape (2, columns): for the shortest needs and for the longest. ``line`` are the
    coefficients of 1, the need's length, the weighted sum and both multiplied. ``knots`` (2, n) are what line and trees
    add up to and the log-odds that this stands for, both increasing."""

    weights: Floats
    line: Floats
    trees: Trees
    knots: Floats

    def columns(self, evidence: Floats, length: float) -> Floats:
        """What the trees see: the evidence, the weighted sum, and the need's length."""
        weighted = evidence @ ((1 - length) * self.weights[0] + length * self.weights[1])
        return np.column_stack([evidence, weighted, np.full(len(evidence), length)])

    def odds(self, evidence: Floats, length: float) -> Floats:
        columns = self.columns(evidence, length)
        start, by_length, by_sum, by_both = self.line
        straight = start + by_length * length + (by_sum + by_both * length) * columns[:, -2]
        return straightened(straight + self.trees.sums(columns), self.knots)


def straightened(sums: Floats, knots: Floats) -> Floats:
    """Piecewise linear through the knots, and on in the last direction beyond them."""
    known, wanted = knots
    inner = np.interp(sums, known, wanted)
    low = (wanted[1] - wanted[0]) / (known[1] - known[0])
    high = (wanted[-1] - wanted[-2]) / (known[-1] - known[-2])
    return np.asarray(
        inner + np.minimum(sums - known[0], 0.0) * low + np.maximum(sums - known[-1], 0.0) * high, dtype=np.float64
    )


@dataclass(frozen=True, slots=True)
class Ranker:
    """The model. ``across`` are the coefficients of meaning alone: log-odds are ``a + b·length + c·meaning + d·above``,
    where ``above`` is how much closer a listing is than candidates usually are."""

    both: Part
    words: Part
    across: tuple[float, float, float, float]
    version: str

    def odds(self, evidence: Floats, length: float, other_language: Sequence[bool]) -> Floats:
        """Log-odds of each row. A listing without a vector among others that have one gets their median: being new is
        neither a merit nor a fault."""
        rows, seen = filled(evidence)
        if not seen.any():
            return self.words.odds(rows, length)
        found = self.both.odds(rows, length)
        foreign = np.asarray(other_language, dtype=np.bool_) & seen
        found[foreign] = np.maximum(found[foreign], self.by_meaning(rows[foreign], length))
        return found

    def by_meaning(self, evidence: Floats, length: float) -> Floats:
        """Log-odds of each row by its closeness in meaning alone."""
        a, b, c, d = self.across
        meaning = evidence[:, _MEANING]
        return np.where(meaning > 0, a + b * length + c * meaning + d * evidence[:, _ABOVE], -np.inf)

    def nothing(self, evidence: Floats, length: float) -> float:
        """The log-odds of a listing for which nothing speaks."""
        part = self.both if filled(evidence)[1].any() else self.words
        return float(part.odds(np.zeros((1, len(NAMES))), length)[0])

    def kinds(
        self, evidence: Floats, chosen: Sequence[int], length: float, other_language: Sequence[bool]
    ) -> list[dict[str, float]]:
        """What each kind of evidence adds to the log-odds of the chosen rows, above those of ``nothing``: Shapley's
        value, the mean of what it adds to every combination of the others. Adds up exactly, and is never negative."""
        rows, seen = filled(evidence)
        part = self.both if seen.any() else self.words
        kinds = tuple(kind for kind in KINDS if seen.any() or kind != "meaning")
        game = _game(kinds)
        places = list(chosen)
        masked = (rows[places][:, None] * game.masks).reshape(-1, len(NAMES))
        values = part.odds(masked, length).reshape(len(places), len(game.masks))
        foreign = np.array([other_language[row] for row in places], dtype=np.bool_) & seen[places]
        if foreign.any():
            alone = self.by_meaning(masked, length).reshape(values.shape)
            values[foreign] = np.maximum(values, alone)[foreign]
        added = ((values[:, game.beside] - values[:, game.without]) * game.weights).sum(axis=-1)
        return [dict(zip(kinds, each, strict=True)) for each in added.tolist()]


class _Game(NamedTuple):
    """Every set of kinds, as a mask over the evidence. For each kind: the sets beside which it may stand, those with
    it, and what each such step weighs."""

    masks: NDArray[np.bool_]
    without: Ints
    beside: Ints
    weights: Floats


@cache
def _game(kinds: tuple[str, ...]) -> _Game:
    sets = [frozenset(some) for size in range(len(kinds) + 1) for some in combinations(kinds, size)]
    number = {some: at for at, some in enumerate(sets)}
    others = [[some for some in sets if kind not in some] for kind in kinds]
    count = len(kinds)
    return _Game(
        masks=np.array([[GROUPS[name] in some for name in NAMES] for some in sets]),
        without=np.array([[number[some] for some in each] for each in others]),
        beside=np.array([[number[some | {kind}] for some in each] for kind, each in zip(kinds, others, strict=True)]),
        weights=np.array(
            [[factorial(len(some)) * factorial(count - 1 - len(some)) / factorial(count) for some in others[0]]]
        ),
    )


def filled(evidence: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The evidence without gaps, and which rows had a vector."""
    seen = ~np.isnan(evidence[:, _MEANING])
    if seen.all():
        return evidence, seen
    rows = evidence.copy()
    for column in (_MEANING, _ABOVE):
        rows[~seen, column] = float(np.median(evidence[seen, column])) if seen.any() else 0.0
    return rows, seen


@cache
def shipped() -> Ranker:
    """The one that ships, made by ``python -m benchmarks.recipes.fit_ranker``."""
    with (files("banyan.engine.rank.model") / FILE).open("rb") as file, np.load(file, allow_pickle=False) as kept:
        if tuple(kept["names"].tolist()) != NAMES:
            raise ValueError(f"{FILE} was made for other evidence: run python -m benchmarks.recipes.fit_ranker")
        a, b, c, d = kept["across"].tolist()
        parts = {
            name: Part(
                weights=kept[f"{name}_weights"].astype(np.float64),
                line=kept[f"{name}_line"].astype(np.float64),
                trees=Trees(
                    kept[f"{name}_columns"], kept[f"{name}_thresholds"], kept[f"{name}_leaves"],
                    float(kept[f"{name}_start"]),
                ),
                knots=kept[f"{name}_knots"].astype(np.float64),
            )
            for name in ("both", "words")
        }  # fmt: skip
        return Ranker(parts["both"], parts["words"], (a, b, c, d), str(kept["version"]))
