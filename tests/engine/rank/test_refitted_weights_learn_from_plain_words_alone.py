"""Refitting: position is no merit, noise changes nothing for the worse, and what people prefer is found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banyan.engine.measure.refitting import LEAST_NEEDS, LEAST_PEOPLE, enough, try_out
from banyan.engine.rank.refit import (
    ACCEPTED,
    DECLINED,
    SILENT,
    Factors,
    Floats,
    Lesson,
    Refitted,
    as_shipped,
    fit,
    log_odds,
    odds_parts,
    quality,
    refitted,
)
from banyan.engine.types import Share

PARTS = 5
SHOWN = 8
OTHER = np.array([2.5, 0.4, 1.0, 0.4, 1.5])


def watched(seed: int, needs: int, truth: Floats | None, *, steep: float = 0.7) -> list[Lesson]:
    """Lists in the shipped order, looked at with chance k^-steep, and what people said of what they looked at.

    With ``truth`` a yes follows the log-odds of these factors; without, it is noise.
    """
    chance = np.random.default_rng(seed)
    found = []
    for number in range(needs):
        parts = chance.normal(0, 1, (SHOWN * 3, PARTS))
        parts = parts[np.argsort(-parts.sum(axis=1))[:SHOWN]]
        right = np.full(SHOWN, 0.3) if truth is None else 1 / (1 + np.exp(2 - parts @ truth))
        looked = chance.random(SHOWN) < np.arange(1, SHOWN + 1.0) ** -steep
        yes, no = chance.random(SHOWN) < right, chance.random(SHOWN) < 0.6
        grades = np.where(looked & yes, ACCEPTED, np.where(looked & no & ~yes, DECLINED, SILENT))
        found.append(Lesson(f"need-{number}", f"person-{number % 20}", parts, np.full(SHOWN, -2.0), grades))
    return found


def naively(lessons: Sequence[Lesson]) -> Factors:
    """As if everything that nobody took had been turned down."""
    return fit([replace(one, grades=np.maximum(one.grades, DECLINED)) for one in lessons], PARTS)


def likeness(factors: Factors) -> float:
    """Cosine with what people really prefer."""
    return float(factors.parts @ OTHER / np.linalg.norm(factors.parts) / np.linalg.norm(OTHER))


def test_without_a_preference_nothing_changes() -> None:
    assert fit([], PARTS).parts.tolist() == [1.0] * PARTS
    silent = [replace(one, grades=np.full(SHOWN, SILENT)) for one in watched(1, 5, OTHER)]
    only_yes = [replace(one, grades=np.full(SHOWN, ACCEPTED)) for one in watched(1, 5, OTHER)]
    for lessons in (silent, only_yes):
        assert fit(lessons, PARTS).parts.tolist() == [1.0] * PARTS


@pytest.mark.parametrize("steep", [0.4, 0.7, 1.2])
def test_what_people_prefer_is_found_better_than_by_taking_silence_for_a_no(steep: float) -> None:
    worlds = [watched(seed, 250, OTHER, steep=steep) for seed in range(4)]
    ours = [likeness(fit(lessons, PARTS)) for lessons in worlds]
    naive = [likeness(naively(lessons)) for lessons in worlds]
    shipped = likeness(as_shipped(PARTS))
    assert np.mean(ours) > np.mean(naive) + 0.01
    assert min(ours) > shipped + 0.05


def test_the_size_of_scores_stays() -> None:
    """People look less far down than listings reach: taken for a no, that silence would make all weights grow."""
    lessons = watched(3, 400, np.ones(PARTS), steep=1.2)
    assert abs(fit(lessons, PARTS).parts.mean() - 1) < 0.15
    assert naively(lessons).parts.mean() > 1.3


def test_noise_is_not_kept_and_a_better_order_is() -> None:
    noise = [try_out(watched(seed, 120, None)) for seed in range(12)]
    assert sum(trial.better for trial in noise) <= 1
    same = [try_out(watched(seed, 120, np.ones(PARTS))) for seed in range(12)]
    assert not any(trial.better for trial in same)
    assert all(np.abs(trial.factors.parts - 1).max() < 1 for trial in same)
    other = [try_out(watched(seed, 250, OTHER)) for seed in range(4)]
    assert sum(trial.better for trial in other) >= 3
    assert all(trial.after > trial.before for trial in other)


def test_one_person_cannot_turn_the_ranking() -> None:
    honest = watched(5, 150, np.ones(PARTS))
    against = [replace(one, need=f"other-{place}") for place, one in enumerate(watched(6, 150, -OTHER))]
    loud = fit([*honest, *(replace(one, by="loud") for one in against)], PARTS)
    crowd = fit([*honest, *(replace(one, by=f"crowd-{place}") for place, one in enumerate(against))], PARTS)
    alone = fit(honest, PARTS).parts
    assert np.abs(loud.parts - alone).max() < np.abs(crowd.parts - alone).max() / 2


def test_too_little_is_told() -> None:
    lessons = watched(7, 30, OTHER)
    found = enough(lessons)
    telling = sum(one.prefers for one in lessons)
    assert not found
    assert (found.needs, found.missing_needs) == (telling, LEAST_NEEDS - telling)
    assert enough([replace(one, by="one") for one in lessons]).missing_people == LEAST_PEOPLE - 1
    assert enough(watched(7, 400, OTHER))


def test_quality_is_the_share_of_pairs_in_the_right_order() -> None:
    lesson = watched(1, 1, OTHER)[0]
    lesson = replace(lesson, grades=np.array([1, 0, -1, -1, -1, -1, 0, 1]))
    rising = np.arange(SHOWN, dtype=np.float64)
    assert quality(lesson, rising) == 0.5
    assert quality(lesson, np.zeros(SHOWN)) == 0.5
    assert quality(lesson, np.array([9.0, 0, 5, 5, 5, 5, 0, 8])) == 1.0


@dataclass(frozen=True)
class Points:
    """Scores by hand; every row has the same three parts."""

    scores: Floats

    def shares(self, row: int) -> tuple[Share, ...]:
        score = float(self.scores[row])
        return (
            Share("words", 1.0, score * 0.6),
            Share("meaning", 1.0, score * 0.5),
            Share("conditions", 0.0, score * -0.1),
        )

    def shares_of(self, rows: Sequence[int]) -> list[tuple[Share, ...]]:
        return [self.shares(row) for row in rows]


@settings(max_examples=60, deadline=None)
@given(
    scores=st.lists(st.floats(0, 100), min_size=1, max_size=5),
    words=st.floats(0.25, 4),
    meaning=st.floats(0.25, 4),
    conditions=st.floats(0.25, 4),
)
def test_shares_add_up_whatever_the_factors(
    scores: list[float], words: float, meaning: float, conditions: float
) -> None:
    shipped = Points(np.array(scores))
    found = refitted(shipped, {"words": words, "meaning": meaning, "conditions": conditions})
    assert ((found.scores >= 0) & (found.scores <= 100)).all()
    for row in range(len(scores)):
        assert sum(share.share for share in found.shares(row)) == pytest.approx(found.scores[row], abs=1e-6)


def test_factors_of_one_change_nothing_and_larger_ones_raise() -> None:
    shipped = Points(np.array([80.0, 20.0]))
    assert refitted(shipped, {}) is shipped
    assert refitted(shipped, {"words": 1.0}) is shipped
    raised = refitted(shipped, {"words": 1.5})
    assert isinstance(raised, Refitted)
    assert (raised.scores > shipped.scores).all()
    parts = odds_parts(80.0, shipped.shares(0))
    assert sum(parts.values()) == pytest.approx(log_odds(80.0) - log_odds(0.5))
