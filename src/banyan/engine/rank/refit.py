"""Fitting the weights of a ranking's parts again on what people said of its answers, held close to the shipped ones.

Each part of a score, in log-odds, gets a factor, 1 as shipped. What is learned from is a plain yes beside a plain no in
one list: under logistic scores the chance that of two answers, one of which was taken and one turned down, it is this
one that was taken is the logistic of the difference of their scores (conditional logistic regression). A normal prior
around the shipped weights counts like some needs, so that a few judgements, or noise, move next to nothing.

Position. First places are looked at more than others, so they collect more words of both kinds, deserved or not. The
chance that both answers of such a pair were looked at is the same whichever of them was the better one, so it cancels:
no curve of attention has to be assumed, and none can be wrong. Silence teaches nothing, since nobody knows whether a
silent answer was looked at; nor do pairs of a taken answer with those above it that were passed over, which always
speak against the order shown. How often people say yes rather than no is their habit, not a chance of being right:
scores get no new constant. Decision record 0012 has what was turned down, with figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from banyan.engine.types import Share

Floats = NDArray[np.float64]
Grades = NDArray[np.int64]

IN_USE: Final = 2
ACCEPTED: Final = 1
DECLINED: Final = 0
SILENT: Final = -1

_PRIOR: Final = 8.0  #: comparisons that the shipped weights count as, for each part
_FACTORS: Final = (0.25, 4.0)  #: however many judgements there are
_NEEDS_OF_ONE: Final = 5.0  #: one person's word counts at most like that of so many needs
_NOTHING: Final = 0.5  #: of 100; the score from which parts are counted
_HEAD: Final = 60  #: best answers whose parts are weighed again; nobody reads further
_STEPS: Final = 60
_LONGEST_STEP: Final = 0.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """One list of answers and what one person said of them.

    ``parts`` has a row an answer and a column a part of the score, ``rest`` is what of the log-odds is not refitted;
    ``grades`` are ``IN_USE``, ``ACCEPTED``, ``DECLINED`` or ``SILENT``.
    """

    need: str
    by: str
    parts: Floats
    rest: Floats
    grades: Grades

    @property
    def prefers(self) -> bool:
        """Whether a yes stands beside a no."""
        return bool((self.grades >= ACCEPTED).any() and (self.grades == DECLINED).any())

    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
        """Every yes with every no: rows of the first, rows of the second, and what each pair counts.

        All together they count like as many comparisons as there are answers on the longer side.
        """
        yes, no = np.flatnonzero(self.grades >= ACCEPTED), np.flatnonzero(self.grades == DECLINED)
        first, second = np.repeat(yes, len(no)), np.tile(no, len(yes))
        counts = np.where(self.grades[first] == IN_USE, 2.0, 1.0)
        return first, second, np.asarray(counts / max(min(len(yes), len(no)), 1))


@dataclass(frozen=True, slots=True)
class Factors:
    """A factor for each part of the score."""

    parts: Floats

    def log_odds(self, lesson: Lesson) -> Floats:
        """Of each answer of the lesson."""
        return np.asarray(lesson.parts @ self.parts + lesson.rest)


def as_shipped(parts: int) -> Factors:
    """The ranking as it came, with so many parts."""
    return Factors(np.ones(parts))


def fit(lessons: Sequence[Lesson], parts: int) -> Factors:
    """The factors that explain the lessons best and stay close to 1; exactly 1 when no lesson prefers anything."""
    telling = [lesson for lesson in lessons if lesson.prefers]
    now = np.ones(parts)
    if not telling:
        return Factors(now)
    differences, rest, counts = _stacked(telling)
    low, high = _FACTORS
    for _step in range(_STEPS):
        chance = 1 / (1 + np.exp(np.clip(differences @ now + rest, -30, 30)))
        slope = _PRIOR * (now - 1) - differences.T @ (counts * chance)
        curve = _PRIOR * np.eye(parts) + (differences.T * (counts * chance * (1 - chance))) @ differences
        free = ~((now <= low) & (slope > 0) | (now >= high) & (slope < 0))
        move = np.zeros(parts)
        move[free] = np.linalg.solve(curve[np.ix_(free, free)], slope[free])
        further = np.clip(now - np.clip(move, -_LONGEST_STEP, _LONGEST_STEP), low, high)
        done = bool(np.abs(further - now).max() < 1e-9)
        now = further
        if done:
            break
    return Factors(now)


def _stacked(lessons: Sequence[Lesson]) -> tuple[Floats, Floats, Floats]:
    """All pairs end to end: differences of parts, of the rest, and what each pair counts."""
    differences, rest, counts = [], [], []
    for lesson, share in zip(lessons, _shares(lessons), strict=True):
        first, second, each = lesson.pairs()
        differences.append(lesson.parts[first] - lesson.parts[second])
        rest.append(lesson.rest[first] - lesson.rest[second])
        counts.append(each * share)
    return np.concatenate(differences), np.concatenate(rest), np.concatenate(counts)


def _shares(lessons: Sequence[Lesson]) -> list[float]:
    """Each need counts once, however many people judged it; and nobody's word counts like the word of many."""
    needs, people = Counter(lesson.need for lesson in lessons), Counter(lesson.by for lesson in lessons)
    return [1 / needs[lesson.need] * min(1.0, _NEEDS_OF_ONE / people[lesson.by]) for lesson in lessons]


def quality(lesson: Lesson, odds: Floats) -> float:
    """The share of its pairs that ``odds`` put in the right order, 0 to 1; equal odds are half right.

    Like the fit it leans on no place in the list. Only for lessons that prefer something.
    """
    first, second, counts = lesson.pairs()
    right = np.where(odds[first] > odds[second], 1.0, np.where(odds[first] == odds[second], 0.5, 0.0))
    return float((right * counts).sum() / counts.sum())


class Scored(Protocol):
    """Scores of candidates, 0 to 100, and what each part adds to one of them, in points that add up to it."""

    @property
    def scores(self) -> Floats: ...

    def shares(self, row: int) -> tuple[Share, ...]: ...

    def shares_of(self, rows: Sequence[int]) -> list[tuple[Share, ...]]: ...


@dataclass(frozen=True, slots=True)
class Refitted:
    """Scores with the factors of a refit at work."""

    scores: Floats
    shipped: Scored
    factors: Mapping[str, float]

    def shares(self, row: int) -> tuple[Share, ...]:
        """What each part adds now, largest first; they add up to the score."""
        return self.shares_of([row])[0]

    def shares_of(self, rows: Sequence[int]) -> list[tuple[Share, ...]]:
        """``shares`` of several."""
        shipped = self.shipped.shares_of(rows)
        return [self._shares(float(self.scores[row]), before) for row, before in zip(rows, shipped, strict=True)]

    def _shares(self, score: float, before: Sequence[Share]) -> tuple[Share, ...]:
        weighed = [self.factors.get(share.feature, 1.0) * share.share for share in before]
        total = sum(weighed)
        if total <= 0:
            weighed, total = [share.share for share in before], sum(share.share for share in before)
        scale = score / total if total else 0.0
        shares = (Share(one.feature, one.value, part * scale) for one, part in zip(before, weighed, strict=True))
        return tuple(sorted(shares, key=lambda share: -share.share))


def refitted(scored: Scored, factors: Mapping[str, float]) -> Scored:
    """The scores with each part's log-odds multiplied by its factor; those of the best 60 only, the others stay."""
    if all(factor == 1.0 for factor in factors.values()):
        return scored
    scores = scored.scores.copy()
    head = np.argsort(-scores, kind="stable")[:_HEAD]
    rows = head[scores[head] > _NOTHING].tolist()  # for the others nothing speaks
    for row, shares in zip(rows, scored.shares_of(rows), strict=True):
        parts = odds_parts(float(scores[row]), shares)
        odds = log_odds(_NOTHING) + sum(factors.get(name, 1.0) * part for name, part in parts.items())
        scores[row] = 100 / (1 + math.exp(-odds))
    return Refitted(scores, scored, factors)


def odds_parts(score: float, shares: Sequence[Share]) -> dict[str, float]:
    """What each part adds to the log-odds of a score, above those of a listing for which nothing speaks."""
    above = max(log_odds(score) - log_odds(_NOTHING), 0.0)
    total = sum(share.share for share in shares)
    return {share.feature: above * share.share / total for share in shares} if total > 0 else {}


def log_odds(score: float) -> float:
    """Of a score of 0 to 100."""
    bounded = min(max(score, 0.01), 99.99)
    return math.log(bounded / (100 - bounded))
