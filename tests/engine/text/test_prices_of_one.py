"""A price for one of something is no budget for the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from banyan.engine.embed.none import NoEncoder
from banyan.engine.text.structure import understand
from banyan.engine.text.structure.money import priced_in


@pytest.mark.parametrize(
    ("text", "amount", "currency", "per"),
    [
        ("USD 40 per household", "40", "USD", "household"),
        ("$40 a household", "40", "USD", "household"),
        ("300 USD each", "300", "USD", "unit"),
        ("KES 4 a piece", "4", "KES", "unit"),
        ("€0.12/kWh", "0.12", "EUR", "kWh"),
        ("USD 5 per latrine", "5", "USD", "latrine"),
        ("three hundred dollars per village", "300", "USD", "village"),
        ("4 USD per month", "4", "USD", "month"),
        ("40 euros par ménage", "40", "EUR", "household"),
        ("2 000 FCFA le kg", "2000", "XOF", "kg"),
        ("19 EUR par hectare", "19", "EUR", "ha"),
        ("40 dólares por hogar", "40", "USD", "household"),
        ("5 USD cada uno", "5", "USD", "unit"),
        ("40 долларов на домохозяйство", "40", "USD", "household"),
        ("300 рублей за штуку", "300", "RUB", "unit"),
        ("40 دولارا لكل أسرة", "40", "USD", "household"),
        ("300元/吨", "300", "CNY", "tonne"),
        ("每户40美元", "40", "USD", "household"),
    ],
)
def test_what_a_price_is_for_is_read(text: str, amount: str, currency: str, per: str) -> None:
    ((money, what, evidence),) = priced_in(text)
    assert (money.high, money.currency, what) == (Decimal(amount), currency, per)
    assert evidence == text


@pytest.mark.parametrize(
    "text",
    [
        "USD 20,000 for 40 households",
        "20 per cent of USD 300",
        "500 € par exemple",
        "500 euros por favor",
        "USD 40 total",
    ],
)
def test_an_amount_for_the_whole_has_no_unit(text: str) -> None:
    ((_, what, _),) = priced_in(text)
    assert what == ""


def test_budgets_and_prices_are_kept_apart() -> None:
    text = "We have USD 20,000 in all, at most USD 40 per household."
    found = understand(text, concepts=[], encoder=NoEncoder(), today=date(2026, 11, 23))
    assert [(str(money.high), words) for money, words in found.money] == [("20000", "USD 20,000")]
    assert [(str(money.high), per) for money, per, _ in found.prices] == [("40", "household")]
