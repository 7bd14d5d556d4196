from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.making import checked, money, need, record

from banyan.engine.rank.criteria.budget import amount
from banyan.engine.rank.rates import convert
from banyan.engine.types import Criterion, CriterionResult, Kind, Money, Verdict


def _budget(budget: Money, price: Money | None, **offer: Any) -> CriterionResult:
    quantity = offer.pop("quantity", None)
    result = checked(Criterion.BUDGET, need(money=budget, quantity=quantity), record(money=price, **offer))
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("price", "verdict"), [(900, Verdict.FITS), (1000, Verdict.FITS), (1500, Verdict.DOUBT), (2500, Verdict.CONFLICT)]
)
def test_a_price_in_the_same_currency_is_compared(price: float, verdict: Verdict) -> None:
    assert _budget(money(None, 1000), money(price, price)).verdict is verdict


def test_near_the_budget_in_another_currency_is_never_more_than_a_doubt() -> None:
    euros = convert(Decimal(1000), "USD", "EUR")
    assert euros is not None
    for factor, verdict in (
        ("0.5", Verdict.FITS),
        ("0.9", Verdict.DOUBT),
        ("1.2", Verdict.DOUBT),
        ("3", Verdict.CONFLICT),
    ):
        price = Money("EUR", euros * Decimal(factor), None)
        assert _budget(money(None, 1000), price).verdict is verdict


def test_a_price_per_unit_asks_for_a_total() -> None:
    result = _budget(money(None, 1000), money(30, 30), price_per="household", quantity=Decimal(200))
    assert result.verdict is Verdict.DOUBT
    assert result.sentence == "The price is 30 USD per household; ask for a total for 200."


def test_a_single_unit_far_above_the_budget_is_a_conflict_whatever_the_quantity() -> None:
    assert _budget(money(None, 1000), money(3000, 3000), price_per="unit").verdict is Verdict.CONFLICT


def test_no_price_and_no_rate_are_unknown() -> None:
    assert _budget(money(None, 1000), None).verdict is Verdict.UNKNOWN
    assert _budget(money(None, 1000), money(5, 5, "XXX")).verdict is Verdict.UNKNOWN


def test_a_budget_without_an_upper_end_holds_nobody() -> None:
    assert checked(Criterion.BUDGET, need(money=money(500, None)), record(money=money(900, 900))) is None


def test_money_given_fits_when_its_range_reaches_the_budget() -> None:
    wanted = need(money=money(None, 30_000))
    near = checked(Criterion.BUDGET, wanted, record(kind=Kind.FUNDING, money=money(10_000, 50_000)))
    far = checked(Criterion.BUDGET, wanted, record(kind=Kind.FUNDING, money=money(1_000_000, 5_000_000)))
    assert near is not None
    assert near.verdict is Verdict.FITS
    assert far is not None
    assert far.verdict is Verdict.DOUBT


def test_amounts_are_written_as_people_write_them() -> None:
    assert amount(money(500, 2000, "EUR")) == "500–2,000 EUR"
    assert amount(money(None, 2000)) == "up to 2,000 USD"
    assert amount(money(12.5, 12.5)) == "12.5 USD"


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["USD", "EUR", "KES", "VND", "XXX", ""]),
)
def test_any_two_amounts_can_be_compared(budget: Decimal, price: Decimal, currency: str) -> None:
    result = _budget(Money("USD", None, budget), Money(currency, price, price))
    assert result.sentence.endswith(".")
