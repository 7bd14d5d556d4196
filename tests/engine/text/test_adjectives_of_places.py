"""People write "kenyan", "kényane" and "кенийский" rather than the country's name."""

from __future__ import annotations

import pytest

from banyan.domain.taxonomy.selectors import concepts
from banyan.engine.text.structure.adjectives import inflected
from banyan.engine.text.structure.places import PlaceFinder
from banyan.engine.types import Concept

FINDER = PlaceFinder(
    [Concept(one.code, "place", one.labels, one.keywords, one.broader, one.adjectives) for one in concepts("place")]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a Kenyan cooperative", "KE"),
        ("Peruvian farmers and the Swiss market", "CH PE"),
        ("une coopérative kényane", "KE"),
        ("des paysans sénégalais", "SN"),
        ("les éleveuses maliennes", "ML"),
        ("une entreprise béninoise", "BJ"),
        ("une cooperative marocaine", "MA"),
        ("una cooperativa keniana", "KE"),
        ("agricultores peruanos", "PE"),
        ("las comunidades guatemaltecas", "GT"),
        ("un pueblo nicaragüense", "NI"),
        ("кенийский кооператив", "KE"),
        ("для кенийских фермеров", "KE"),
        ("в узбекской деревне", "UZ"),
        ("таджикского села", "TJ"),
        ("تعاونية كينية", "KE"),
        ("المزارعون المصريون", "EG"),
        ("للقرى اليمنية", "YE"),
        ("肯尼亚的合作社", "KE"),
        ("uma cooperativa queniana", "KE"),
        ("agricultores moçambicanos", "MZ"),
    ],
)
def test_an_adjective_names_the_country(text: str, code: str) -> None:
    assert [guess.value for guess in FINDER.find(text)] == code.split()


@pytest.mark.parametrize("text", ["polish the floor", "a turkey farm", "on s'en fiche", "el chico", "marine", "مالية"])
def test_other_words_name_no_country(text: str) -> None:
    assert FINDER.find(text) == ()


def test_an_adjective_is_less_sure_than_the_name() -> None:
    (adjective,), (name,) = FINDER.find("une femme kényane"), FINDER.find("une femme du Kenya")
    assert adjective.confidence < name.confidence


@pytest.mark.parametrize(
    ("base", "language", "forms"),
    [
        ("kényan", "fr", "kényan kényane kényans kényanes"),
        ("indien", "fr", "indien indienne indiens indiennes"),
        ("suisse", "fr", "suisse suisses"),
        ("japonés", "es", "japonés japonesa japoneses japonesas"),
        ("marroquí", "es", "marroquí marroquíes marroquís"),
        ("europeu", "pt", "europeu europeia europeus europeias"),
        ("Swiss", "en", "Swiss Swisss"),
    ],
)
def test_adjectives_are_inflected(base: str, language: str, forms: str) -> None:
    assert list(inflected(base, language)) == forms.split()
