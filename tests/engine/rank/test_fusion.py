from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from banyan.engine.rank.features import NAMES
from banyan.engine.rank.fusion import Scores, fuse
from banyan.engine.rank.model import evidence as texts

_FACTS = NAMES.index("sdgs")
_MEANING = texts.NAMES.index("meaning")
_MOST = 12

_Floats = NDArray[np.float64]


def _fused(evidence: _Floats, *, length: int = 50, foreign: list[bool] | None = None, facts: float = 0.0) -> Scores:
    features = np.full((len(evidence), len(NAMES)), facts)
    features[:, NAMES.index("meaning")] = evidence[:, _MEANING]
    return fuse(features, evidence, length=length, other_language=foreign or [False] * len(evidence))


_EVIDENCE = arrays(
    np.float64, st.tuples(st.integers(1, _MOST), st.just(len(texts.NAMES))), elements=st.floats(0, 3, width=32)
)


@given(_EVIDENCE, st.integers(1, 3000), st.floats(0, 1))
def test_the_shares_add_up_to_the_score_and_none_is_negative(evidence: _Floats, length: int, facts: float) -> None:
    foreign = [row % 3 == 0 for row in range(len(evidence))]
    evidence[::2, _MEANING] = np.nan
    scores = _fused(evidence, length=length, foreign=foreign, facts=facts)
    for row, score in enumerate(scores.scores):
        shares = scores.shares(row)
        assert sum(share.share for share in shares) == pytest.approx(score, abs=1e-6)
        assert all(share.share >= 0 for share in shares)
        assert 0 <= score <= 100


@given(_EVIDENCE, st.integers(1, 3000), st.integers(0, len(texts.NAMES) - 1), st.booleans())
def test_more_evidence_never_lowers_a_score(evidence: _Floats, length: int, column: int, foreign: bool) -> None:
    more = evidence.copy()
    more[0, column] += 0.5
    others = [foreign] * len(evidence)
    before = _fused(evidence, length=length, foreign=others).scores[0]
    assert _fused(more, length=length, foreign=others).scores[0] >= before - 1e-9


@given(_EVIDENCE, st.integers(_FACTS, len(NAMES) - 1))
def test_a_better_fact_never_lowers_a_score(evidence: _Floats, column: int) -> None:
    features = np.full((len(evidence), len(NAMES)), 0.3)
    better = features.copy()
    better[0, column] += 0.5
    others = [False] * len(evidence)
    before = fuse(features, evidence, length=50, other_language=others).scores[0]
    assert fuse(better, evidence, length=50, other_language=others).scores[0] >= before


def _rows(rows: int, value: float = 0.3) -> _Floats:
    return np.full((rows, len(texts.NAMES)), value)


def test_a_listing_not_embedded_yet_stands_between_the_others() -> None:
    evidence = _rows(3)
    evidence[:, _MEANING] = [0.9, np.nan, 0.1]
    first, new, last = _fused(evidence).scores
    assert first > new > last


def test_without_any_vector_words_alone_order_the_listings() -> None:
    evidence = _rows(2)
    evidence[:, _MEANING] = np.nan
    evidence[1, :_MEANING] *= 2
    scores = _fused(evidence)
    assert scores.scores[1] > scores.scores[0]
    assert all(share.feature != "meaning" for row in (0, 1) for share in scores.shares(row))


def test_meaning_counts_more_in_a_short_need_than_in_a_long_one() -> None:
    def part(length: int) -> float:
        scores = _fused(_rows(1), length=length)
        shares = {share.feature: share.share for share in scores.shares(0)}
        return shares["meaning"] / sum(shares.values())

    assert part(6) > part(600)


def test_a_close_listing_in_another_language_is_not_lost_behind_one_that_shares_a_word() -> None:
    evidence = _rows(2, 0.0)
    evidence[0] = 0.05
    evidence[0, _MEANING] = 0.2
    evidence[1, _MEANING] = 0.6
    scores = _fused(evidence, length=10, foreign=[False, True]).scores
    assert scores[1] > scores[0]


def test_nothing_in_common_scores_nothing() -> None:
    scores = _fused(_rows(1, 0.0), length=10)
    assert scores.scores[0] == pytest.approx(0)
    assert scores.shares(0) == ()


def test_what_is_known_of_no_listing_changes_nothing() -> None:
    assert _fused(_rows(1)).scores[0] == pytest.approx(_fused(_rows(1), facts=0.0).scores[0])


def test_no_candidates_give_no_scores() -> None:
    assert len(_fused(_rows(0)).scores) == 0
