from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from banyan.engine.rank.features import NAMES
from banyan.engine.rank.fusion import fuse

_MEANING = NAMES.index("meaning")
_WORDS = NAMES.index("words")

_VALUES = arrays(np.float64, st.tuples(st.integers(1, 12), st.just(len(NAMES))), elements=st.floats(0, 5, width=32))


@given(_VALUES, st.integers(1, 3000), st.randoms(use_true_random=False))
def test_the_shares_add_up_to_the_score(values: NDArray[np.float64], length: int, random: object) -> None:
    foreign = [row % 3 == 0 for row in range(len(values))]
    values[::2, _MEANING] = np.nan
    scores = fuse(values, length=length, other_language=foreign)
    for row, score in enumerate(scores.scores):
        assert sum(share.share for share in scores.shares(row)) == pytest.approx(score, abs=1e-6)
        assert 0 <= score <= 100


@given(_VALUES, st.integers(1, 3000), st.integers(0, len(NAMES) - 1))
def test_more_of_a_feature_never_lowers_a_score(values: NDArray[np.float64], length: int, column: int) -> None:
    more = values.copy()
    more[0, column] += 0.5
    others = [False] * len(values)
    before = fuse(values, length=length, other_language=others).scores[0]
    after = fuse(more, length=length, other_language=others).scores[0]
    assert after >= before


def _features(rows: int) -> NDArray[np.float64]:
    values = np.full((rows, len(NAMES)), 0.3)
    values[:, _MEANING] = 0.5
    return values


def test_a_listing_not_embedded_yet_stands_between_the_others() -> None:
    values = _features(3)
    values[:, _MEANING] = [0.9, np.nan, 0.1]
    first, new, last = fuse(values, length=50, other_language=[False] * 3).scores
    assert first > new > last


def test_without_any_vector_words_alone_order_the_listings() -> None:
    values = _features(2)
    values[:, _MEANING] = np.nan
    values[1, _WORDS] = 3.0
    scores = fuse(values, length=50, other_language=[False, False])
    assert scores.scores[1] > scores.scores[0]
    assert all(share.feature != "meaning" for row in (0, 1) for share in scores.shares(row))


def test_meaning_counts_more_in_a_short_need_than_in_a_long_one() -> None:
    def part(length: int) -> float:
        scores = fuse(_features(1), length=length, other_language=[False])
        shares = {share.feature: share.share for share in scores.shares(0)}
        return shares["meaning"] / sum(shares.values())

    assert part(6) > part(600)


def test_a_close_listing_in_another_language_is_not_lost_behind_one_that_shares_a_word() -> None:
    values = np.zeros((2, len(NAMES)))
    values[0, [_MEANING, _WORDS, NAMES.index("terms")]] = [0.35, 0.3, 0.02]
    values[1, _MEANING] = 0.6
    scores = fuse(values, length=10, other_language=[False, True]).scores
    assert scores[1] > scores[0]


def test_nothing_in_common_scores_nothing() -> None:
    assert fuse(np.zeros((1, len(NAMES))), length=10, other_language=[False]).scores[0] == 0


def test_no_candidates_give_no_scores() -> None:
    assert len(fuse(np.zeros((0, len(NAMES))), length=10, other_language=[]).scores) == 0
