from __future__ import annotations

from decimal import Decimal

import pytest

from banyan.base.money import Money


def test_money_needs_a_real_currency_and_a_finite_amount() -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(Decimal(1), "XXZ")
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal("NaN"), "EUR")


def test_money_is_shown_as_its_reader_writes_it() -> None:
    assert Money(Decimal(12500), "EUR").shown("en") == "€12,500"
    assert Money(Decimal("12500.5"), "EUR").shown("fr").replace("\u202f", " ").replace("\xa0", " ") == "12 500,50 €"
