"""How close candidates usually are is about the same however many of them there are, and whatever the right ones do."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from banyan.engine.rank.model.evidence import usual

_NOISE = NormalDist(0.3, 0.08)


def unrelated(count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([_NOISE.inv_cdf((place + 0.5) / count) for place in range(count)])


@pytest.mark.parametrize("count", [200, 450, 1000])
def test_of_few_and_of_many_candidates_it_is_nearly_the_same(count: int) -> None:
    assert usual(unrelated(count)) == pytest.approx(usual(unrelated(400)), abs=0.05)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_few_right_answers_do_not_make_closeness_usual(count: int) -> None:
    assert usual(np.full(count, 0.7)) < 0.3


def test_candidates_without_a_vector_are_left_out() -> None:
    some = unrelated(300)
    assert usual(np.concatenate([some, np.full(50, np.nan)])) == usual(some)


def test_without_any_vector_it_is_that_of_unrelated_texts() -> None:
    assert -0.2 < usual(np.full(10, np.nan)) < 0.2
    assert usual(np.zeros(0)) == usual(np.full(10, np.nan))


def test_where_everything_is_close_more_is_usual() -> None:
    assert usual(unrelated(400) + 0.2) > usual(unrelated(400)) + 0.15
