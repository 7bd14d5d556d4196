"""Approximate exchange rates, only to tell whether a price is near, within or far above a budget in another currency.

Units of each currency for one US dollar, rounded, as of ``AS_OF``. They are not for accounts: verdicts that rest on
them stay a doubt near the budget.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

AS_OF: Final = date(2025, 6, 30)

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


def convert(amount: Decimal, source: str, target: str) -> Decimal | None:
    """The amount in another currency, roughly; None when either currency is not in the table."""
    if source == target:
        return amount
    rates = _PER_DOLLAR
    if source not in rates or target not in rates:
        return None
    return amount / Decimal(rates[source]) * Decimal(rates[target])
