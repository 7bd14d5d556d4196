"""Rough exchange rates, only to tell whether a price is near, within or far above a budget in another currency.

The table that comes with the engine was written from memory in round numbers and is dated ``AS_OF``: it is not for
accounts. The older a rate, the wider the margin within which it decides nothing. A node may give its own
(``read_rates``); currencies that its file does not name keep ours.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from banyan.engine.errors import BadRecord

AS_OF: Final = date(2025, 6, 30)

#: Units of each currency for one US dollar.
_PER_DOLLAR: Final[dict[str, str]] = {
    "USD": "1", "EUR": "0.85", "GBP": "0.73", "CHF": "0.80", "JPY": "144", "CNY": "7.17", "INR": "85.7",
    "KRW": "1350", "IDR": "16200", "VND": "26100", "THB": "32.5", "PHP": "56.3", "MYR": "4.21", "SGD": "1.27",
    "KHR": "4010", "LAK": "21600", "MMK": "2100", "BDT": "122", "LKR": "300", "NPR": "137", "PKR": "284",
    "BTN": "85.7", "MVR": "15.4", "AFN": "70", "KZT": "520", "UZS": "12600", "KGS": "87.4", "TJS": "9.9",
    "MNT": "3580", "PGK": "4.13", "FJD": "2.24", "WST": "2.73", "TOP": "2.36", "VUV": "119", "SBD": "8.35",
    "AUD": "1.52", "NZD": "1.65", "CAD": "1.36", "BRL": "5.45", "MXN": "18.8", "ARS": "1190", "CLP": "932",
    "COP": "4090", "PEN": "3.54", "BOB": "6.9", "PYG": "7970", "UYU": "40", "GTQ": "7.7", "HNL": "26.1",
    "NIO": "36.8", "CRC": "505", "DOP": "59.5", "JMD": "160", "HTG": "131", "TTD": "6.8", "ZAR": "17.8",
    "KES": "129", "UGX": "3600", "TZS": "2630", "RWF": "1440", "BIF": "2980", "ETB": "136", "NGN": "1530",
    "GHS": "10.3", "XOF": "559", "XAF": "559", "MAD": "9.0", "TND": "2.9", "DZD": "130", "EGP": "49.6",
    "MZN": "63.9", "ZMW": "23.8", "MWK": "1734", "BWP": "13.4", "NAD": "17.8", "LSL": "17.8", "SZL": "17.8",
    "MGA": "4400", "MUR": "45", "SCR": "14.2", "GMD": "71.5", "GNF": "8660", "SLE": "22.5", "LRD": "200",
    "CDF": "2870", "AOA": "917", "SOS": "571", "SDG": "600", "DJF": "178", "TRY": "39.8", "ILS": "3.37",
    "JOD": "0.709", "SAR": "3.75", "AED": "3.67", "QAR": "3.64", "KWD": "0.306", "OMR": "0.385", "IQD": "1310",
    "RUB": "78.5", "UAH": "41.7", "GEL": "2.72", "AMD": "384", "AZN": "1.7", "MDL": "16.9", "PLN": "3.61",
    "CZK": "21.0", "HUF": "340", "RON": "4.31", "BGN": "1.66", "RSD": "99.6", "SEK": "9.46", "NOK": "10.1",
    "DKK": "6.34", "ISK": "121",
}  # fmt: skip

_MARGINS: Final = ((92, Decimal("0.10")), (366, Decimal("0.25")))
"""Age of a rate in days up to which it may be off by so much."""
_WIDEST: Final = Decimal("0.40")


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency. ``margin`` is the part it may be off by, ``as_of`` the older rate's day."""

    amount: Decimal
    as_of: date
    margin: Decimal


@dataclass(frozen=True, slots=True)
class Rates:
    """Units of each currency for one US dollar, each with the day it is of."""

    per_dollar: Mapping[str, tuple[Decimal, date]]

    def convert(self, amount: Decimal, source: str, target: str, *, today: date) -> Converted | None:
        """The amount in another currency; None when either currency is not known."""
        if source == target:
            return Converted(amount, today, Decimal(0))
        if source not in self.per_dollar or target not in self.per_dollar:
            return None
        (from_rate, from_day), (to_rate, to_day) = self.per_dollar[source], self.per_dollar[target]
        as_of = min(from_day, to_day)
        age = (today - as_of).days
        margin = next((margin for days, margin in _MARGINS if age <= days), _WIDEST)
        return Converted(amount / from_rate * to_rate, as_of, margin)


SHIPPED: Final = Rates(
    {code: (Decimal(rate), date.max if code == "USD" else AS_OF) for code, rate in _PER_DOLLAR.items()}
)


def read_rates(path: Path) -> Rates:
    """A node's own rates: a CSV file of ``currency,per_dollar,as_of`` (``KES,129.2,2026-10-31``), a first row of names
    allowed. Raises ``BadRecord`` for a line that cannot be read, ``OSError`` for a file."""
    own: dict[str, tuple[Decimal, date]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.reader(lines), start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or (number == 1 and cells[0].lower() == "currency"):
                continue
            code, rate, day = _line(f"{path.name}, row {number}", cells)
            own[code] = (rate, day)
    return Rates({**SHIPPED.per_dollar, **own})


def _line(where: str, cells: list[str]) -> tuple[str, Decimal, date]:
    if len(cells) < 3:
        raise BadRecord(where=where, column="all", why="three values are expected: currency, per_dollar, as_of")
    code = cells[0].upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise BadRecord(where=where, column="currency", why=f"{cells[0]!r} is not a currency code such as KES")
    try:
        rate = Decimal(cells[1])
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise BadRecord(where=where, column="per_dollar", why=f"{cells[1]!r} is not a number above 0")
    try:
        day = date.fromisoformat(cells[2])
    except ValueError:
        raise BadRecord(where=where, column="as_of", why=f"{cells[2]!r} is not a day such as 2026-10-31") from None
    return code, rate, day
