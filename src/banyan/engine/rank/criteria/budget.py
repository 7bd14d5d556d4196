"""Whether a price is within the need's budget, and whether money given is enough."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from banyan.engine.rank.amounts import times
from banyan.engine.rank.criteria.finding import Finding, Pair, Product, Said, finding
from banyan.engine.rank.criteria.units import same_unit
from banyan.engine.rank.rates import Converted
from banyan.engine.types import Criterion, Kind, Money, Verdict

_CRITERION: Final = Criterion.BUDGET
_FAR: Final = Decimal(2)  #: times the budget: beyond it the two cannot come together
_SMALL: Final = Decimal("0.1")
"""Part of the budget up to which a course, a test or advice is an extra that hardly matters."""
_LARGEST: Final = Decimal(10) ** 18
"""Beyond it nothing is money any more, and arithmetic would round."""


def check(pair: Pair) -> Finding | None:
    """Compares the lowest price, times the quantity where both count the same thing, with the highest budget.

    What rests on exchange rates stays a doubt near the edges.
    """
    budget, price = pair.need.money, pair.other.money
    if budget is None or budget.high is None:
        return None
    if price is None or (price.low is None and price.high is None):
        message = "budget.funding_unknown" if pair.kind is Kind.FUNDING else "budget.unknown"
        return finding(pair, _CRITERION, Verdict.UNKNOWN, message, budget=budget)
    if pair.kind is Kind.FUNDING:
        return _funding(pair, budget, price)
    lowest = price.low if price.low is not None else price.high
    assert lowest is not None
    one = pair.world.rates.convert(lowest, price.currency, budget.currency, today=pair.world.today)
    if one is None:
        return _no_rate(pair, price, budget)
    if not pair.is_technology and one.amount * (1 + one.margin) <= budget.high * _SMALL:
        return _small(pair, price, budget)
    if not pair.other.price_per:
        return _compared(pair, one, price, budget)
    return _per_unit(pair, price, one, budget)


def _compared(pair: Pair, converted: Converted, price: Money | Product, budget: Money) -> Finding:
    assert budget.high is not None
    verdict, message = _verdict(converted, budget.high)
    values: dict[str, Said] = {"price": price, "budget": budget}
    if converted.margin:
        values["day"] = converted.as_of
    return finding(pair, _CRITERION, verdict, message, **values)


def _verdict(price: Converted, budget: Decimal) -> tuple[Verdict, str]:
    """Its margin is given to a price from both sides: neither a fit nor a conflict may hang on an old rate."""
    least, most = price.amount * (1 - price.margin), price.amount * (1 + price.margin)
    if not price.margin:
        if price.amount > budget * _FAR:
            return Verdict.CONFLICT, "budget.conflict"
        return (Verdict.FITS, "budget.fits") if price.amount <= budget else (Verdict.DOUBT, "budget.over")
    if least > budget * _FAR:
        return Verdict.CONFLICT, "budget.converted_conflict"
    if most <= budget:
        return Verdict.FITS, "budget.converted_fits"
    return Verdict.DOUBT, "budget.close" if least <= budget else "budget.converted_over"


def _per_unit(pair: Pair, price: Money, one: Converted, budget: Money) -> Finding:
    """A price for one of something. What cannot be multiplied is not known, and a doubt only where one alone is too
    much already."""
    assert budget.high is not None
    quantity = pair.need.quantity
    unit = pair.other.price_per.split(";")[0].strip()
    alone, _ = _verdict(one, budget.high)
    if alone is Verdict.CONFLICT and (quantity is None or quantity >= 1):
        return _compared(pair, one, price, budget)
    if quantity is not None and 0 < quantity < _LARGEST and one.amount < _LARGEST:
        same = same_unit(unit, pair.need.quantity_unit)
        if same:
            total = Converted(one.amount * quantity, one.as_of, one.margin)
            return _compared(pair, total, Product(quantity, price), budget)
        if same is None:
            return finding(
                pair, _CRITERION, Verdict.DOUBT, "budget.perhaps", quantity=quantity, total=times(price, quantity),
                budget=budget, price=price, unit=unit,
            )  # fmt: skip
    verdict = Verdict.UNKNOWN if alone is Verdict.FITS else Verdict.DOUBT
    return finding(pair, _CRITERION, verdict, "budget.per", price=price, unit=unit)


def _small(pair: Pair, price: Money, budget: Money) -> Finding:
    values: dict[str, Said] = {"price": price, "budget": budget}
    unit = pair.other.price_per.split(";")[0].strip()
    if unit:
        return finding(pair, _CRITERION, Verdict.FITS, "budget.small_per", unit=unit, **values)
    return finding(pair, _CRITERION, Verdict.FITS, "budget.small", **values)


def _no_rate(pair: Pair, price: Money, budget: Money) -> Finding:
    return finding(
        pair, _CRITERION, Verdict.UNKNOWN, "budget.no_rate",
        price_currency=price.currency or "?", budget_currency=budget.currency or "?",
    )  # fmt: skip


def _funding(pair: Pair, budget: Money, given: Money) -> Finding:
    """Money given fits when its range reaches the budget within a factor of two on either side."""
    assert budget.high is not None
    low = _in(pair, given.low, given, budget)
    high = _in(pair, given.high, given, budget)
    if low is None and high is None:
        return _no_rate(pair, given, budget)
    too_big = low is not None and low.amount * (1 - low.margin) > budget.high * _FAR
    too_small = high is not None and high.amount * (1 + high.margin) * _FAR < (budget.low or budget.high)
    values: dict[str, Said] = {"price": given, "budget": budget}
    if too_big or too_small:
        return finding(pair, _CRITERION, Verdict.DOUBT, "budget.funding_differs", **values)
    return finding(pair, _CRITERION, Verdict.FITS, "budget.funding_fits", **values)


def _in(pair: Pair, end: Decimal | None, given: Money, budget: Money) -> Converted | None:
    return (
        None if end is None else pair.world.rates.convert(end, given.currency, budget.currency, today=pair.world.today)
    )
