"""Whether a price and a quantity count the same thing."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from banyan.engine.text import analyse

_ANY: Final = frozenset(
    "unit units piece pieces item items each unité unités pièce pièces unidad unidades pieza unidade peça einheit "
    "stück штука единица шт وحدة قطعة 台 件 个 套".split()
)
_RATES: Final = (
    "/", " per ", " par ", " por ", " pro ", " a day", " an hour", " a year", " kwa ", " в ", "في ", "प्रति", "每", "ต่อ",
    "mỗi", " le ", " al ",
)  # fmt: skip
"""Marks of a quantity in each day, month or year: a price for one of them is not multiplied by it."""
_LONGEST: Final = 4  #: words of a unit; beyond it the words describe a set and not one thing


@lru_cache(maxsize=20_000)
def same_unit(price_per: str, quantity_unit: str) -> bool | None:
    """Whether they do; None when one of them does not say what it counts.

    "well" and "tube wells" count the same, "set of six cabinets" and "tonnes per day" do not.
    """
    price, quantity = _terms(price_per), _terms(quantity_unit)
    if not price or price_per.strip().lower() in _ANY:
        return None if quantity_unit.strip().lower() not in _ANY else True
    if not quantity:
        return None
    if price == quantity:
        return True
    return price < quantity and len(quantity) <= _LONGEST and not _is_rate(quantity_unit)


def _terms(text: str) -> frozenset[str]:
    return frozenset(analyse.terms(text))


def _is_rate(unit: str) -> bool:
    padded = f" {unit.lower()} "
    return any(mark in padded for mark in _RATES)
