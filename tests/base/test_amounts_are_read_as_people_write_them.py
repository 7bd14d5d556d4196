from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.base.money import Money, parse_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12500", "12500"),
        ("12 500", "12500"),
        ("12,500", "12500"),
        ("12.500", "12500"),
        ("12,500.50", "12500.50"),
        ("12.500,5", "12500.5"),
        ("12’500", "12500"),
        ("0,75", "0.75"),
    ],
)
def test_separators_of_many_countries(typed: str, amount: str) -> None:
    assert parse_amount(typed) == Decimal(amount)


@given(st.text(max_size=30))
def test_anything_else_is_refused_with_a_value_error_and_never_otherwise(typed: str) -> None:
    try:
        assert parse_amount(typed).is_finite()
    except ValueError as error:
        assert "is not an amount" in str(error)


def test_money_needs_a_real_currency_and_a_finite_amount() -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(Decimal(1), "XXZ")
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal("NaN"), "EUR")


def test_money_is_shown_as_its_reader_writes_it() -> None:
    assert Money(Decimal(12500), "EUR").shown("en") == "€12,500"
    assert Money(Decimal("12500.5"), "EUR").shown("fr").replace("\u202f", " ").replace("\xa0", " ") == "12 500,50 €"
