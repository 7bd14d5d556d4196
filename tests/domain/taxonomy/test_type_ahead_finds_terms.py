"""Type-ahead and labels, in the reader's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.taxonomy import selectors
from banyan.domain.taxonomy.types import Scheme


@pytest.mark.parametrize(
    ("scheme", "typed", "language", "first"),
    [
        ("sdg", "6.1", "en", "6.1"),
        ("technology", "biog", "en", "ENE-05"),
        ("technology", "بطار", "ar", "GRD-01"),
        ("place", "ken", "en", "KE"),
        ("place", "кени", "ru", "KE"),
        ("place", "肯尼", "zh", "KE"),
        ("place", "Deutsch", "de", "DE"),
        ("sector", "10", "fr", "10"),
    ],
)
def test_the_first_hit_is_the_one_meant(scheme: str, typed: str, language: str, first: str) -> None:
    assert selectors.search_terms(scheme, typed, language)[0].code == first


def test_everyday_words_find_a_term_whose_label_has_them_not() -> None:
    assert "3.3" in {hit.code for hit in selectors.search_terms("sdg", "mosquito nets", "en")}
    assert "GRD-08" in {hit.code for hit in selectors.search_terms("technology", "firewood", "fr")}


def test_accents_and_case_do_not_matter() -> None:
    assert selectors.search_terms("technology", "ENERGIE EOLIENNE", "fr")[0].code == "ENE-03"


def test_no_more_than_the_limit_comes_back_and_an_empty_text_finds_nothing() -> None:
    assert len(selectors.search_terms("place", "a", "en", limit=3)) == 3
    assert selectors.search_terms("place", "  ", "en") == ()


@given(st.text(max_size=30))
def test_any_typed_text_is_answered_without_repeats(typed: str) -> None:
    codes = [hit.code for hit in selectors.search_terms("technology", typed, "ar")]
    assert len(codes) == len(set(codes)) <= 10


def test_a_label_falls_back_to_english() -> None:
    assert selectors.label(selectors.sdg("6.1"), "de") == selectors.sdg("6.1").labels["en"]
    assert selectors.label(selectors.sdg("6.1"), "fr-CA") == selectors.sdg("6.1").labels["fr"]


def test_names_of_places_come_in_any_language_of_the_locale_data() -> None:
    assert selectors.label(selectors.country("KE"), "de") == "Kenia"
    assert selectors.label(selectors.place("M49:002"), "ja") == "アフリカ"
    assert selectors.label(selectors.place("KE"), "xx") == "Kenya"
    assert selectors.label(selectors.place("LDC"), "de") == "Least developed countries"


def test_all_schemes_give_the_same_shape() -> None:
    for scheme in Scheme:
        rows = selectors.concepts(scheme)
        assert rows
        assert all(row.scheme is scheme and row.labels["en"] for row in rows)
        assert len({row.code for row in rows}) == len(rows)


def test_nobody_can_change_what_all_share() -> None:
    with pytest.raises(TypeError):
        selectors.sdg("6").labels["en"] = "x"  # type: ignore[index]  # the write is what is being refused
