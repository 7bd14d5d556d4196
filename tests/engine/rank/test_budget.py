from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.making import TODAY, checked, money, need, record

from banyan.engine.rank.amounts import amount
from banyan.engine.rank.criteria.units import same_unit
from banyan.engine.rank.rates import SHIPPED
from banyan.engine.types import Criterion, CriterionResult, Kind, Money, Verdict


def _budget(budget: Money, price: Money | None, **offer: Any) -> CriterionResult:
    wanted = {name: offer.pop(name) for name in ("quantity", "quantity_unit") if name in offer}
    result = checked(Criterion.BUDGET, need(money=budget, **wanted), record(money=price, **offer))
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("price", "verdict"), [(900, Verdict.FITS), (1000, Verdict.FITS), (1500, Verdict.DOUBT), (2500, Verdict.CONFLICT)]
)
def test_a_price_in_the_same_currency_is_compared(price: float, verdict: Verdict) -> None:
    assert _budget(money(None, 1000), money(price, price)).verdict is verdict


def _euros(dollars: str) -> Decimal:
    found = SHIPPED.convert(Decimal(dollars), "USD", "EUR", today=TODAY)
    assert found is not None
    return found.amount


@pytest.mark.parametrize(
    ("dollars", "verdict"),
    [("500", Verdict.FITS), ("800", Verdict.DOUBT), ("1300", Verdict.DOUBT), ("2500", Verdict.DOUBT),
     ("4000", Verdict.CONFLICT)],
)  # fmt: skip
def test_near_the_edges_an_old_exchange_rate_gives_a_doubt(dollars: str, verdict: Verdict) -> None:
    result = _budget(money(None, 1000), Money("EUR", _euros(dollars), None))
    assert result.verdict is verdict
    assert result.values["day"] == "2025-06-30"


def test_a_price_per_unit_is_multiplied_where_both_count_the_same() -> None:
    wells = {"price_per": "well", "quantity": Decimal(97), "quantity_unit": "tube wells"}
    result = _budget(money(None, 40_000), money(210, 210), **wells)
    assert result.verdict is Verdict.FITS
    assert result.sentence == "The price, 20,370 USD (97 × 210 USD), is within the budget of up to 40,000 USD."
    assert _budget(money(None, 15_000), money(210, 210), **wells).verdict is Verdict.DOUBT
    assert _budget(money(None, 9_000), money(210, 210), **wells).verdict is Verdict.CONFLICT


def test_without_a_unit_the_total_is_said_and_stays_a_doubt() -> None:
    result = _budget(money(None, 1000), money(30, 30), price_per="household", quantity=Decimal(200))
    assert result.verdict is Verdict.DOUBT
    assert result.sentence == (
        "At 30 USD per household, 200 would come to 6,000 USD, if both count the same; the budget is up to 1,000 USD."
    )


def test_what_cannot_be_multiplied_is_not_known() -> None:
    boats = {"price_per": "boat; running per month", "quantity": Decimal(600), "quantity_unit": "pirogues"}
    result = _budget(money(None, 90_000), money(96, 96), **boats)
    assert result.verdict is Verdict.UNKNOWN
    assert result.sentence == "The price is 96 USD per boat; ask for a total."
    assert _budget(money(None, 80), money(96, 96), **boats).verdict is Verdict.DOUBT, "one alone is too much"


@pytest.mark.parametrize(
    ("price_per", "quantity_unit", "same"),
    [
        ("well", "tube wells", True),
        ("household", "households", True),
        ("piece", "stoves", None),
        ("unit", "units", True),
        ("well", "", None),
        ("boat", "pirogues", False),
        ("tonne", "tonnes of fresh mango per day", False),
        ("set of six cabinets for 4 t of fresh fruit a day", "tonnes of fresh mango per day", False),
        ("water sample", "samples of water", True),
    ],
)
def test_units_are_the_same_only_where_words_say_so(price_per: str, quantity_unit: str, same: bool | None) -> None:
    assert same_unit(price_per, quantity_unit) is same


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
    foreign = checked(Criterion.BUDGET, wanted, record(kind=Kind.FUNDING, money=money(10_000, 50_000, "XXX")))
    silent = checked(Criterion.BUDGET, wanted, record(kind=Kind.FUNDING))
    assert near is not None
    assert near.verdict is Verdict.FITS
    assert far is not None
    assert far.verdict is Verdict.DOUBT
    assert foreign is not None
    assert foreign.message == "budget.no_rate"
    assert silent is not None
    assert silent.sentence == "It does not say how much it gives; the budget is up to 30,000 USD."


def test_a_course_or_a_test_that_costs_little_is_no_matter() -> None:
    wanted = need(money=money(None, 30_000), quantity=Decimal(4), quantity_unit="tonnes per day")
    course = checked(Criterion.BUDGET, wanted, record(kind=Kind.TRAINING, money=money(65, 65)))
    test = checked(Criterion.BUDGET, wanted, record(kind=Kind.SERVICE, money=money(2_400, 2_400), price_per="dryer"))
    assert course is not None
    assert course.sentence == "It costs 65 USD, a small part of the budget of up to 30,000 USD."
    assert test is not None
    assert (test.verdict, test.message) == (Verdict.FITS, "budget.small_per")


def test_amounts_are_written_as_people_write_them() -> None:
    assert amount(money(500, 2000, "EUR")) == "500–2,000 EUR"
    assert amount(money(None, 2000)) == "up to 2,000 USD"
    assert amount(money(12.5, 12.5)) == "12.5 USD"


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["USD", "EUR", "KES", "VND", "XXX", ""]),
    st.none() | st.decimals(min_value=0, max_value=10**30, places=1),
    st.sampled_from(["", "well", "kg"]),
)
def test_any_two_amounts_can_be_compared(
    budget: Decimal, price: Decimal, currency: str, quantity: Decimal | None, unit: str
) -> None:
    per = {"quantity": quantity, "price_per": unit, "quantity_unit": "wells"}
    result = _budget(Money("USD", None, budget), Money(currency, price, price), **per)
    assert result.sentence.endswith(".")
