"""Amounts with their currency (ISO 4217). Never floats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
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


def parse_amount(text: str) -> Decimal:
    """A typed amount ("12 500", "12,500.50", "12.500,50") as a number; ``ValueError`` when it is not one.

    The last of comma and point is the decimal sign when one or two digits follow it.
    """
    cleaned = "".join(text.split()).replace("’", "").replace("'", "")
    head, sign, tail = cleaned, "", ""
    last = max(cleaned.rfind(","), cleaned.rfind("."))
    if last >= 0 and 1 <= len(cleaned) - last - 1 <= 2:
        head, sign, tail = cleaned[:last], ".", cleaned[last + 1 :]
    number = head.replace(",", "").replace(".", "") + sign + tail
    try:
        amount = Decimal(number)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not an amount") from error
    if not amount.is_finite():
        raise ValueError(f"{text!r} is not an amount")
    return amount
