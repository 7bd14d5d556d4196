"""Numbers and money as the engine's English writes them."""

from __future__ import annotations

from decimal import Decimal

from banyan.engine.types import Money


def amount(money: Money) -> str:
    """A range in words: "500–2,000 EUR", "up to 2,000 EUR", "from 500 EUR"."""
    if money.low is not None and money.high is not None:
        ends = [number(money.low)] if money.low == money.high else [number(money.low), number(money.high)]
        return f"{'–'.join(ends)} {money.currency}".strip()
    if money.high is not None:
        return f"up to {number(money.high)} {money.currency}".strip()
    return f"from {number(money.low or Decimal(0))} {money.currency}".strip()


def times(money: Money, quantity: Decimal) -> Money:
    """The price of so many."""
    return Money(
        money.currency,
        None if money.low is None else money.low * quantity,
        None if money.high is None else money.high * quantity,
    )


def number(value: Decimal) -> str:
    """A number with thousands set apart: "2,000", "12.5"."""
    whole = value.to_integral_value()
    return f"{whole:,f}" if whole == value else f"{value.normalize():,f}"
