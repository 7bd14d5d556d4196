"""How many of what, per what time; and readiness levels."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.structure.quantities import quantities_in
from banyan.engine.text.structure.trl import trl_in


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("40 households", "40", "household"),
        ("a 40-household village", "40", "household"),
        ("3 tonnes a day", "3", "tonne/day"),
        ("3,5 t par jour", "3.5", "tonne/day"),
        ("40 ménages", "40", "household"),
        ("120 hogares", "120", "household"),
        ("2.5 kW", "2.5", "kW"),
        ("20 लीटर प्रतिदिन", "20", "litre/day"),
        ("50 لتر يوميا", "50", "litre/day"),
        ("300 кг в день", "300", "kg/day"),
        ("500升每天", "500", "litre/day"),
        ("200 ครัวเรือน", "200", "household"),
        ("12 hộ", "12", "household"),
        ("4 m3/h", "4", "m3/hour"),
        ("2 million litres per year", "2000000", "litre/year"),
        ("15 %", "15", "percent"),
        ("1,500 people", "1500", "person"),
    ],
)
def test_one_quantity_is_read(text: str, number: str, unit: str) -> None:
    assert [(value, what) for value, what, _ in quantities_in(text)] == [(Decimal(number), unit)]


def test_several_quantities_come_in_order() -> None:
    found = quantities_in("for 500 people in 12 villages")
    assert [words for _, _, words in found] == ["500 people", "12 villages"]


@pytest.mark.parametrize("text", ["40", "many households", "B12 vitamin", "2027"])
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert quantities_in(text) == ()


@pytest.mark.parametrize(
    ("text", "level"),
    [("TRL 6", "6"), ("at TRL6-7", "6"), ("Technology Readiness Level of 7", "7"), ("TRL ≥ 7", "7"), ("УГТ 5", "5")],
)
def test_a_readiness_level_is_read(text: str, level: str) -> None:
    guess = trl_in(text)
    assert guess is not None
    assert guess.value == level
    assert guess.evidence in text


@pytest.mark.parametrize("text", ["TRL 12", "TRL", "trl x", "level 6", "CONTRL 6"])
def test_no_level_is_invented(text: str) -> None:
    assert trl_in(text) is None


@given(st.text(max_size=300))
def test_evidence_is_part_of_any_text(text: str) -> None:
    assert all(words in text for _, _, words in quantities_in(text))
    guess = trl_in(text)
    assert guess is None or guess.evidence in text


@given(st.integers(0, 99_999), st.sampled_from(["kg", "households", "litres", "kW", "ha"]))
def test_a_plain_number_is_read_back(value: int, unit: str) -> None:
    ((found, _, words),) = quantities_in(f"about {value} {unit}.")
    assert (found, words) == (Decimal(value), f"{value} {unit}")
