from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.measure.paired import interval, paired

_VALUES = st.dictionaries(st.text(min_size=1, max_size=4), st.floats(0, 1), min_size=1, max_size=40)


def _made(needs: int, gain: float, seed: int = 1) -> tuple[dict[str, float], dict[str, float]]:
    chance = random.Random(seed)
    second = {f"n{number}": chance.random() for number in range(needs)}
    return {need: value + gain + chance.gauss(0, 0.1) for need, value in second.items()}, second


def test_a_clear_gain_leaves_0_out_of_the_interval() -> None:
    difference = paired(*_made(200, 0.05))
    assert difference.ahead
    assert difference.low < difference.mean < difference.high
    assert difference.better + difference.worse == difference.needs == 200


def test_no_gain_leaves_0_in_the_interval() -> None:
    difference = paired(*_made(200, 0.0))
    assert difference.low < 0 < difference.high
    assert not difference.ahead


@given(_VALUES)
def test_a_run_is_never_ahead_of_itself(values: dict[str, float]) -> None:
    difference = paired(values, values, draws=50)
    assert (difference.mean, difference.low, difference.high) == (0, 0, 0)
    assert not difference.ahead


def test_the_order_of_the_needs_does_not_matter() -> None:
    first, second = _made(60, 0.02)
    turned = {need: first[need] for need in reversed(first)}
    assert paired(turned, second) == paired(first, second)


def test_the_interval_is_the_classical_one_where_that_holds() -> None:
    values = np.random.default_rng(3).normal(0.1, 0.5, size=400)
    low, high = interval(values.tolist())
    error = 1.96 * float(values.std()) / 20
    assert low == pytest.approx(float(values.mean()) - error, abs=0.005)
    assert high == pytest.approx(float(values.mean()) + error, abs=0.005)


def test_runs_over_other_needs_are_not_compared() -> None:
    with pytest.raises(ValueError, match="2 needs"):
        paired({"a": 1.0}, {"b": 1.0})
    with pytest.raises(ValueError, match="nothing was measured"):
        paired({}, {})


def test_many_needs_are_drawn_in_parts() -> None:
    low, high = interval([0.0, 1.0] * 30_000, draws=100)
    assert 0.49 < low < high < 0.51
