"""Amounts as people write them, and never an exception."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.text.structure.money import priced_in
from banyan.engine.types import Money


def exactly(currency: str, amount: str) -> Money:
    return Money(currency, Decimal(amount), Decimal(amount))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a budget of €20,000 for it", exactly("EUR", "20000")),
        ("about 20.000 euros", exactly("EUR", "20000")),
        ("$1.5 million", exactly("USD", "1500000")),
        ("KES 450,000", exactly("KES", "450000")),
        ("Ksh 2,000 per unit", exactly("KES", "2000")),
        ("20 lakh rupees", exactly("INR", "2000000")),
        ("₹ 1,50,000", exactly("INR", "150000")),
        ("Rs. 20,000/-", exactly("INR", "20000")),
        ("2 crore rupees", exactly("INR", "20000000")),
        ("5 millions de FCFA", exactly("XOF", "5000000")),
        ("2,5 millions d’euros", exactly("EUR", "2500000")),
        ("٥٠٠٠ دولار", exactly("USD", "5000")),
        ("५ लाख रुपये", exactly("INR", "500000")),
        ("R$ 30.000,50", exactly("BRL", "30000.50")),
        ("100 万元", exactly("CNY", "1000000")),
        ("500 тыс. рублей", exactly("RUB", "500000")),
        ("CHF 1'500.00", exactly("CHF", "1500.00")),
        ("US$5k", exactly("USD", "5000")),
        ("Rp 20 juta", exactly("IDR", "20000000")),
        ("up to $900", Money("USD", None, Decimal(900))),
        ("au plus 900 euros", Money("EUR", None, Decimal(900))),
        ("at least 300 USD", Money("USD", Decimal(300), None)),
        ("between 20 000 and 50 000 euros", Money("EUR", Decimal(20000), Decimal(50000))),
        ("entre 2 et 3 millions d’euros", Money("EUR", Decimal(2000000), Decimal(3000000))),
        ("KSh 20,000–30,000", Money("KES", Decimal(20000), Decimal(30000))),
    ],
)
def test_one_amount_is_read(text: str, expected: Money) -> None:
    assert [money for money, *_ in priced_in(text)] == [expected]


@pytest.mark.parametrize("text", ["TRL 7", "ALL 3 of them", "24 hours", "40 households", "rs", "$", "the euro", "2027"])
def test_what_is_not_money_is_left_alone(text: str) -> None:
    assert priced_in(text) == ()


def test_several_amounts_come_in_order_with_their_words() -> None:
    text = "First €500, then 300 USD."
    assert [(money.currency, words) for money, _, words in priced_in(text)] == [("EUR", "€500"), ("USD", "300 USD")]


@given(st.text(max_size=300))
def test_evidence_is_part_of_any_text(text: str) -> None:
    for money, _, words in priced_in(text):
        assert words in text
        assert money.low is None or money.high is None or money.low <= money.high


@given(st.text(alphabet="0123456789,.' €$KESmillion–-àto ", max_size=60))
def test_any_mix_of_signs_and_digits_is_survived(text: str) -> None:
    assert all(words in text for _, _, words in priced_in(text))


@given(st.integers(1, 10**9), st.sampled_from(["en", "fr", "de", "hi", "pt", "id", "ru"]), st.sampled_from("€₹$"))
def test_an_amount_written_in_a_locale_is_read_back(amount: int, locale: str, sign: str) -> None:
    ((money, *_),) = priced_in(f"{sign}{format_decimal(amount, locale=locale)}")
    assert money.high == amount
