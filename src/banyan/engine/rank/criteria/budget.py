"""Whether a price is within the need's budget."""

from __future__ import annotations

from decimal import Decimal

from banyan.engine.rank.criteria.finding import Pair, finding
from banyan.engine.rank.rates import convert
from banyan.engine.types import Criterion, CriterionResult, Kind, Money, Verdict

_CRITERION = Criterion.BUDGET
_FAR = Decimal(2)  #: times the budget: beyond it the two cannot come together
_NEAR = (Decimal("0.75"), Decimal("1.25"))  #: within it approximate rates cannot tell


def check(pair: Pair) -> CriterionResult | None:
    """Compares the lowest price with the highest budget. A price per unit can only conflict or stay a doubt."""
    budget, price = pair.need.money, pair.other.money
    if budget is None or budget.high is None:
        return None
    if price is None or (price.low is None and price.high is None):
        return finding(pair, _CRITERION, Verdict.UNKNOWN, "budget.unknown", budget=amount(budget))
    if pair.kind is Kind.FUNDING:
        return _funding(pair, budget, price)
    lowest = price.low if price.low is not None else price.high
    assert lowest is not None
    in_budget = convert(lowest, price.currency, budget.currency)
    if in_budget is None:
        return finding(
            pair, _CRITERION, Verdict.UNKNOWN, "budget.no_rate",
            price_currency=price.currency, budget_currency=budget.currency,
        )  # fmt: skip
    verdict, message = _compare(in_budget, budget.high, same_currency=price.currency == budget.currency)
    if pair.other.price_per and verdict is not Verdict.CONFLICT:
        return _per_unit(pair, price)
    return finding(pair, _CRITERION, verdict, message, price=amount(price), budget=amount(budget))


def _compare(price: Decimal, budget: Decimal, *, same_currency: bool) -> tuple[Verdict, str]:
    if price > budget * _FAR:
        return Verdict.CONFLICT, "budget.conflict"
    if same_currency:
        return (Verdict.FITS, "budget.fits") if price <= budget else (Verdict.DOUBT, "budget.over")
    if price < budget * _NEAR[0]:
        return Verdict.FITS, "budget.converted_fits"
    return Verdict.DOUBT, "budget.close" if price <= budget * _NEAR[1] else "budget.converted_over"


def _per_unit(pair: Pair, price: Money) -> CriterionResult:
    values = {"price": amount(price), "unit": pair.other.price_per.split(";")[0].strip()}
    if pair.need.quantity is None:
        return finding(pair, _CRITERION, Verdict.DOUBT, "budget.per", **values)
    return finding(pair, _CRITERION, Verdict.DOUBT, "budget.per_unit", quantity=_number(pair.need.quantity), **values)


def _funding(pair: Pair, budget: Money, given: Money) -> CriterionResult:
    """Money given fits when its range reaches the budget within a factor of two on either side."""
    assert budget.high is not None
    low = convert(given.low, given.currency, budget.currency) if given.low is not None else None
    high = convert(given.high, given.currency, budget.currency) if given.high is not None else None
    too_big = low is not None and low > budget.high * _FAR
    too_small = high is not None and high * _FAR < (budget.low or budget.high)
    values = {"price": amount(given), "budget": amount(budget)}
    if too_big or too_small:
        return finding(pair, _CRITERION, Verdict.DOUBT, "budget.funding_differs", **values)
    return finding(pair, _CRITERION, Verdict.FITS, "budget.funding_fits", **values)


def amount(money: Money) -> str:
    """A range in words: "500–2,000 EUR", "up to 2,000 EUR", "from 500 EUR"."""
    if money.low is not None and money.high is not None:
        ends = [_number(money.low)] if money.low == money.high else [_number(money.low), _number(money.high)]
        return f"{'–'.join(ends)} {money.currency}".strip()
    if money.high is not None:
        return f"up to {_number(money.high)} {money.currency}".strip()
    return f"from {_number(money.low or Decimal(0))} {money.currency}".strip()


def _number(value: Decimal) -> str:
    whole = value.to_integral_value()
    return f"{whole:,f}" if whole == value else f"{value.normalize():,f}"
