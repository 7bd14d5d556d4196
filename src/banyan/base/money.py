"""Amounts with their currency (ISO 4217). Never floats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import pycountry
from babel import Locale
from babel.numbers import format_currency

_LETTER_BESIDE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


@lru_cache(maxsize=512)
def is_currency(code: str) -> bool:
    """Whether ``code`` is a three-letter currency of ISO 4217."""
    return pycountry.currencies.get(alpha_3=code) is not None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency; refuses unknown currencies and amounts that are not finite."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("an amount is a finite number")
        if not is_currency(self.currency):
            raise ValueError(f"{self.currency!r} is not a currency of ISO 4217")

    def shown(self, language: str) -> str:
        """The amount as a reader of ``language`` writes it; whole amounts without decimals."""
        whole = self.amount == self.amount.to_integral_value()
        locale = Locale.parse(language, sep="-")
        pattern = locale.currency_formats["standard"].pattern
        said = format_currency(
            self.amount,
            self.currency,
            locale=locale,
            format=pattern.replace(".00", "") if whole else pattern,
            currency_digits=not whole,
        )
        # CLDR parts letters from digits with a space (KES 500); Babel does not do it yet.
        return _LETTER_BESIDE_DIGIT.sub("\xa0", str(said))
