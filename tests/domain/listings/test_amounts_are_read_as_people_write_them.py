from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.listings.fields.numbers import number_from


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
    assert number_from(typed, grouped=True) == Decimal(amount)


@given(st.text(max_size=30))
def test_anything_else_is_refused_with_a_value_error_and_never_otherwise(typed: str) -> None:
    try:
        assert number_from(typed, grouped=True).is_finite()
    except ValueError as error:
        assert str(error)
