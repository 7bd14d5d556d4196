"""Countries and regions in several languages, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.structure.places import PlaceFinder
from banyan.engine.types import Concept


def place(code: str, *keywords: str, **labels: str) -> Concept:
    return Concept(code, "place", labels, keywords)


FINDER = PlaceFinder(
    [
        place("KE", "KEN", en="Kenya", fr="Kenya", ar="كينيا", zh="肯尼亚", hi="केन्या", th="เคนยา", ru="Кения"),
        place("TD", en="Chad", fr="Tchad", ar="تشاد"),
        place("SD", en="Sudan", ar="السودان"),
        place("SS", en="South Sudan", ar="جنوب السودان"),
        place("NE", en="Niger"),
        place("NG", en="Nigeria"),
        place("JO", en="Jordan"),
        place("CI", "Ivory Coast", en="Côte d’Ivoire", fr="Côte d’Ivoire"),
        place("US", "USA", "US", en="United States"),
        place("IN", en="India"),
        place("GW", en="Guinea-Bissau"),
        place("GN", en="Guinea"),
        place("WORLD", "worldwide", en="World"),
    ]
)


def codes(text: str) -> dict[str, float]:
    return {guess.value: guess.confidence for guess in FINDER.find(text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a village in Kenya.", "KE"),
        ("KENYA", "KE"),
        ("au Tchad, près du lac", "TD"),
        ("في كينيا", "KE"),
        ("قرية بكينيا", "KE"),
        ("وللسودان", "SD"),
        ("我们在肯尼亚的村庄", "KE"),
        ("หมู่บ้านในเคนยา", "KE"),
        ("केन्या में", "KE"),
        ("в Кения", "KE"),
        ("la Côte d'Ivoire", "CI"),
        ("Ivory Coast cocoa", "CI"),
        ("in the USA", "US"),
        ("Kenyan farmers", "KE"),
        ("Nigerian rice", "NG"),
        ("delivered worldwide", "WORLD"),
    ],
)
def test_a_name_is_found(text: str, code: str) -> None:
    assert list(codes(text)) == [code]


def test_the_longest_name_wins() -> None:
    assert list(codes("a school in South Sudan")) == ["SS"]
    assert list(codes("Guinea-Bissau")) == ["GW"]
    assert list(codes("جنوب السودان")) == ["SS"]


@pytest.mark.parametrize(
    "text",
    [
        "chad is a friend",
        "tell us more",
        "a guinea fowl",
        "Guinea fowl",
        "the Indian Ocean",
        "Nigeriaville",
        "kenya_x",
        "ken",
    ],
)
def test_what_only_looks_like_a_place_is_left_alone(text: str) -> None:
    assert codes(text) == {}


def test_a_person_with_a_country_s_name_leaves_doubt() -> None:
    assert codes("Dr Chad will come")["TD"] < 0.5
    assert codes("Jordan Smith will come")["JO"] < 0.5
    assert codes("a farm in Jordan")["JO"] > 0.5


def test_a_name_is_not_read_across_sentences() -> None:
    assert list(codes("We look South, Sudan is far")) == ["SD"]


@given(st.text(max_size=300))
def test_evidence_is_part_of_any_text(text: str) -> None:
    assert all(guess.evidence in text for guess in FINDER.find(text))


@given(st.text(alphabet="KenyaGuieBsu- .肯尼亚كينيا", max_size=80))
def test_any_mix_of_names_is_survived(text: str) -> None:
    assert all(guess.evidence in text for guess in FINDER.find(text))


def test_no_places_find_nothing() -> None:
    assert PlaceFinder([]).find("Kenya") == ()
