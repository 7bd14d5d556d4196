"""Completeness and plain mistakes of the data: a missing label would show as English on an Arabic page."""

from __future__ import annotations

import re
import unicodedata

import pytest

from banyan.domain.taxonomy import selectors
from banyan.domain.taxonomy.types import PLACE_LANGUAGES, SIX_LANGUAGES, Concept, Scheme

OWN_SCHEMES = [Scheme.SDG, Scheme.SECTOR, Scheme.TECHNOLOGY, Scheme.TRL]
SCRIPTS = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC"}


def every_own_concept() -> list[Concept]:
    return [row for scheme in OWN_SCHEMES for row in selectors.concepts(scheme)]


@pytest.mark.parametrize("scheme", OWN_SCHEMES)
def test_each_term_has_exactly_the_six_languages_and_none_is_empty(scheme: Scheme) -> None:
    for row in selectors.concepts(scheme):
        assert set(row.labels) == set(SIX_LANGUAGES), row.code
        assert all(text == text.strip() and text for text in row.labels.values()), row.code


def test_each_section_is_named_in_six_languages() -> None:
    assert all(set(section.labels) == set(SIX_LANGUAGES) for section in selectors.sections())


@pytest.mark.parametrize(("language", "script"), SCRIPTS.items())
def test_labels_are_written_in_the_script_of_their_language(language: str, script: str) -> None:
    for row in every_own_concept():
        letters = [c for c in row.labels[language] if c.isalpha()]
        own = [c for c in letters if unicodedata.name(c).startswith(script)]
        assert len(own) >= 0.6 * len(letters), (row.code, row.labels[language])
        if language == "ru":
            mixed = [word for word in re.findall(r"\w+", row.labels["ru"]) if _mixes_scripts(word)]
            assert not mixed, (row.code, mixed)


def _mixes_scripts(word: str) -> bool:
    """A Latin letter inside a Cyrillic word, the usual slip of the keyboard; ``3D`` and the like are no words."""
    kinds = {unicodedata.name(c).split(" ", 1)[0] for c in word if c.isalpha()}
    return {"LATIN", "CYRILLIC"} <= kinds


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_latin_labels_hold_no_letter_of_another_script(language: str) -> None:
    for row in every_own_concept():
        assert all(unicodedata.name(c).startswith("LATIN") for c in row.labels[language] if c.isalpha()), row.code


@pytest.mark.parametrize("scheme", OWN_SCHEMES)
@pytest.mark.parametrize("language", SIX_LANGUAGES)
def test_no_two_terms_of_a_scheme_share_a_label(scheme: Scheme, language: str) -> None:
    labels = [row.labels[language] for row in selectors.concepts(scheme)]
    assert sorted(labels) == sorted(set(labels))


def test_labels_of_goals_and_targets_are_short() -> None:
    for term in selectors.sdgs():
        assert len(term.labels["en"].split()) <= 14, term.code
        assert all(len(term.labels[lang].split()) <= 15 for lang in SIX_LANGUAGES), term.code


def test_each_place_is_named_in_twelve_languages() -> None:
    for place in selectors.places():
        assert set(place.labels) == set(PLACE_LANGUAGES), place.code
        assert all(place.labels.values()), place.code


def test_everything_that_feeds_classification_has_keywords() -> None:
    assert all(8 <= len(term.keywords) <= 16 for term in selectors.sdgs())
    assert all(len(sector.keywords) >= 4 for sector in selectors.sectors())
    assert all(tech.scope.endswith(".") and tech.keywords for tech in selectors.technologies())


def test_a_term_never_repeats_a_keyword() -> None:
    for row in every_own_concept():
        assert len(set(row.keywords)) == len(row.keywords), row.code
