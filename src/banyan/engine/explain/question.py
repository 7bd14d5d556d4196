"""The one question whose answer would change the order most: computed, not guessed.

For every criterion that is unknown among the best candidates the order is made twice, as if the answer fitted and as
if it were a conflict, and the two are compared. Questions to the seeker are judged by every candidate they would touch,
questions to an owner by the one listing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banyan.engine.rank.messages import codes_of, say
from banyan.engine.rank.scales import SCALES, level
from banyan.engine.types import Criterion, CriterionResult, Facts, Question, Record, Verdict

_SEEN: Final = 10  #: places of the order that people read
_SOFT: Final = 0.85  #: about what is left of a score after a conflict with a criterion that is not hard
_LEAST: Final = 0.01


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in order, as far as a question needs to know it."""

    id: str
    score: float
    criteria: tuple[CriterionResult, ...]
    facts: Facts


def best_question(need: Record, ranked: Sequence[Ranked], *, seen: int = _SEEN) -> Question | None:
    """The question with the largest gain, or None when no answer would change anything worth asking."""
    head = ranked[: 2 * seen]
    questions = [*_to_owners(head, seen), *_to_seeker(need, head, seen)]
    best = max(questions, key=lambda question: question.gain, default=None)
    return best if best is not None and best.gain >= _LEAST else None


def _to_owners(ranked: Sequence[Ranked], seen: int) -> Iterator[Question]:
    for entry in ranked[:seen]:
        for result in entry.criteria:
            if result.verdict is not Verdict.UNKNOWN:
                continue
            gain = _gain(ranked, {entry.id}, hard=result.hard, seen=seen)
            message = f"ask.{result.criterion.value}"
            yield _question(result.criterion, message, result.values, asks=entry.id, gain=gain)


@dataclass(frozen=True, slots=True)
class _Open:
    """Something that the seeker has not said and that listings depend on."""

    criterion: Criterion
    is_open: Callable[[Facts], bool]
    depends: Callable[[Facts], bool]


_SEEKERS: Final[tuple[_Open, ...]] = (
    _Open(Criterion.TERRITORY, lambda need: not need.places, lambda it: bool(it.territories - {"WORLD"})),
    _Open(Criterion.TRL, lambda need: need.trl_min is None, lambda it: it.trl is not None and it.trl <= 5),
    _Open(Criterion.BUDGET, lambda need: need.money is None, lambda it: it.money is not None),
    _Open(Criterion.DEADLINE, lambda need: need.deadline is None, lambda it: (it.lead_time_days or 0) > 90),
    _Open(Criterion.COOPERATION, lambda need: not need.cooperation, lambda it: 0 < len(it.cooperation) <= 2),
)  # fmt: skip


def _to_seeker(need: Record, ranked: Sequence[Ranked], seen: int) -> Iterator[Question]:
    for item in _SEEKERS:
        if item.is_open(need.facts):
            touched = {entry.id for entry in ranked if item.depends(entry.facts)}
            hard = item.criterion in need.facts.hard
            gain = _gain(ranked, touched, hard=hard, seen=seen)
            yield _question(item.criterion, f"ask.need.{item.criterion.value}", {}, asks="need", gain=gain)
    for dimension in SCALES:
        if level(dimension, getattr(need.facts.site, dimension)) is None:
            touched = {entry.id for entry in ranked if _demands(entry.facts, dimension)}
            gain = _gain(ranked, touched, hard=Criterion.SITE in need.facts.hard, seen=seen)
            values = {"silent": codes_of("site", (dimension,))}
            yield _question(Criterion.SITE, "ask.need.site", values, asks="need", gain=gain)


def _demands(facts: Facts, dimension: str) -> bool:
    """Needs two steps or more, so that the lowest answer would be a conflict."""
    return (level(dimension, getattr(facts.site, dimension)) or 0) >= 2


def _question(criterion: Criterion, message: str, values: Mapping[str, str], *, asks: str, gain: float) -> Question:
    return Question(
        criterion=criterion, message=message, values=values, sentence=say(message, values), asks=asks,
        gain=round(gain, 4),
    )  # fmt: skip


def _gain(ranked: Sequence[Ranked], touched: set[str], *, hard: bool, seen: int) -> float:
    """How different the first places are when the touched candidates fit and when they conflict, 0–1."""
    if not touched:
        return 0.0
    fits = [entry.id for entry in ranked]
    kept = [
        (entry.id, entry.score * (_SOFT if entry.id in touched else 1.0))
        for entry in ranked
        if not (hard and entry.id in touched)
    ]
    conflict = [id for id, _ in sorted(kept, key=lambda pair: -pair[1])]
    return 1.0 - _agreement(fits, conflict, seen)


def _agreement(one: Sequence[str], other: Sequence[str], depth: int) -> float:
    """Average overlap of two orders over their first 1, 2, … ``depth`` places: the first places count most."""
    depth = min(depth, max(len(one), len(other)))
    if depth == 0:
        return 1.0
    overlaps = (len(set(one[:cut]) & set(other[:cut])) / cut for cut in range(1, depth + 1))
    return sum(overlaps) / depth
