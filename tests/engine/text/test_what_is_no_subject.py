"""Amounts, counts and what a thing does without are conditions: they name no goal."""

from __future__ import annotations

from datetime import date

import pytest

from banyan.domain.taxonomy.selectors import concepts
from banyan.engine.embed.none import NoEncoder
from banyan.engine.text.structure import Taxonomy, understand
from banyan.engine.text.structure.subject import without_amounts, without_conditions
from banyan.engine.types import Concept

TAXONOMY = Taxonomy([Concept(one.code, "sdg", one.labels, one.keywords, one.broader) for one in concepts("sdg")])


def guessed(text: str) -> list[str]:
    found = understand(text, concepts=TAXONOMY, encoder=NoEncoder(), today=date(2026, 11, 23))
    return [guess.value for guess in found.sdgs]


@pytest.mark.parametrize(
    "text",
    [
        "We can pay 900 dollars for the repair of the roof.",
        "A budget of 20,000 dollars for a printing press.",
        "Nous pouvons payer 900 dollars pour le toit.",
    ],
)
def test_dollars_are_no_poverty(text: str) -> None:
    assert not any(code == "1" or code.startswith("1.") for code in guessed(text))


@pytest.mark.parametrize(
    "text",
    [
        "Séchage de mangues sans électricité pour notre coopérative.",
        "Drying mangoes without electricity for our cooperative.",
        "Secado de mango sin electricidad para la cooperativa.",
    ],
)
def test_what_must_work_without_electricity_is_not_about_access_to_it(text: str) -> None:
    assert "7.1" not in guessed(text)


def test_a_lack_of_water_is_about_water() -> None:
    assert {"6", "6.1"} & set(guessed("The village has no safe drinking water and the wells are dry."))


def test_the_text_keeps_its_length() -> None:
    text = "sans électricité, 40 dollars"
    assert without_conditions(without_amounts(text, ["40 dollars"])) == " " * 16 + "," + " " * 11
