"""Concepts by their words, by their meaning, and all of it together for any text."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.embed.none import NoEncoder
from banyan.engine.text.structure import ConceptVectors, Taxonomy, understand
from banyan.engine.text.structure.concepts import concepts_in
from banyan.engine.text.structure.lexicon import Lexicon
from banyan.engine.types import Concept

GOALS = [
    Concept(
        "6.1",
        "sdg",
        {"en": "Safe drinking water for everyone", "fr": "De l’eau potable pour tous"},
        ("drinking water", "wells"),
    ),
    Concept(
        "7.2",
        "sdg",
        {"en": "More renewable energy", "fr": "Plus d’énergie renouvelable"},
        ("solar power", "wind power"),
    ),
    Concept("2.4", "sdg", {"en": "Farming that lasts", "fr": "Une agriculture durable"}, ("soil fertility", "crops")),
    Concept("3.1", "sdg", {"en": "Safe births", "fr": "Des naissances sûres"}, ("midwives", "mothers in childbirth")),
    Concept("4.1", "sdg", {"en": "School for every child", "fr": "L’école pour chaque enfant"}, ("primary school",)),
    Concept("11.5", "sdg", {"en": "Fewer losses in disasters", "fr": "Moins de pertes"}, ("flood warning",)),
    Concept(
        "12.3", "sdg", {"en": "Less food waste", "fr": "Moins de gaspillage"}, ("food loss", "post-harvest losses")
    ),
    Concept(
        "15.2", "sdg", {"en": "Keep the forests", "fr": "Préserver les forêts"}, ("deforestation", "tree planting")
    ),
    Concept("14.4", "sdg", {"en": "End overfishing", "fr": "Mettre fin à la surpêche"}, ("fish stocks",)),
]
PLACES = [Concept("KE", "place", {"en": "Kenya"})]
LEXICON = Lexicon(GOALS)
TAXONOMY = Taxonomy([*GOALS, *PLACES])


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("The village has no drinking water and the wells are dry", "en", "6.1"),
        ("Il nous faut de l’eau potable", "fr", "6.1"),
        ("Post-harvest losses of mango: food loss in the shed", "en", "12.3"),
        ("a flood warning for the valley", "en", "11.5"),
    ],
)
def test_words_name_the_concept(text: str, language: str, code: str) -> None:
    first, *_ = concepts_in(text, language, LEXICON)
    assert first.value == code
    assert first.evidence
    assert first.evidence in text


def test_a_text_without_any_of_the_words_gives_no_guess() -> None:
    assert concepts_in("quantum chromodynamics", "en", LEXICON) == ()


def test_meaning_works_where_no_word_is_shared() -> None:
    rows = np.eye(len(GOALS), 16, dtype=np.float32)
    vectors = ConceptVectors("test", tuple(f"sdg:{goal.code}" for goal in GOALS), rows)
    guesses = concepts_in("maji safi", "sw", LEXICON, vectors, rows[0])
    assert guesses[0].value == "6.1"
    assert guesses[0].evidence == ""


def test_vectors_that_lack_a_concept_are_not_used() -> None:
    vectors = ConceptVectors("test", ("sdg:6.1",), np.ones((1, 4), dtype=np.float32))
    assert concepts_in("maji safi", "sw", LEXICON, vectors, np.ones(4, dtype=np.float32)) == ()


def test_everything_is_understood_at_once() -> None:
    text = "A school in Kenya with 40 households needs drinking water by March 2027 for up to KES 450,000, TRL 7."
    found = understand(text, concepts=TAXONOMY, encoder=NoEncoder(), today=date(2026, 11, 23))
    assert found.language is not None
    assert found.language.value == "en"
    assert [guess.value for guess in found.places] == ["KE"]
    assert found.trl is not None
    assert [money.currency for money, _ in found.money] == ["KES"]
    assert [day for day, _ in found.dates] == [date(2027, 3, 31)]
    assert [unit for _, unit, _ in found.quantities] == ["household"]
    assert found.sdgs[0].value == "6.1"


def test_the_same_sequence_of_concepts_is_made_ready_once() -> None:
    concepts = [*GOALS, *PLACES]
    first = understand("drinking water", concepts=concepts, encoder=NoEncoder(), today=date(2026, 11, 23))
    assert first == understand("drinking water", concepts=concepts, encoder=NoEncoder(), today=date(2026, 11, 23))


@given(st.text(max_size=300))
def test_no_text_is_refused(text: str) -> None:
    found = understand(text, concepts=TAXONOMY, encoder=NoEncoder(), today=date(2026, 11, 23))
    for guess in (*found.sdgs, *found.sectors, *found.technologies, *found.places):
        assert guess.evidence in text
        assert 0 <= guess.confidence <= 1


@pytest.mark.parametrize("piece", ["x", "1", "1,", "€", "Kenya ", "水", "1 € ", "by ", "drinking water ", "1 t "])
def test_four_megabytes_of_anything_are_survived(piece: str) -> None:
    understand(piece * (4_000_000 // len(piece)), concepts=TAXONOMY, encoder=NoEncoder(), today=date(2026, 11, 23))
