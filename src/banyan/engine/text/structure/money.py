"""Amounts of money in plain words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel.core import get_global

from banyan.engine.text.structure.numbers import (
    MULTIPLIER,
    NUMBER,
    TO,
    alternatives,
    limit_before,
    multiplied,
    number,
)
from banyan.engine.text.structure.numberwords import in_digits
from banyan.engine.text.structure.unitprices import per_what
from banyan.engine.types import Money

#: Signs and names (lower case) by ISO 4217 code. A bare "$" or "dollar" is taken as the United States'.
_NAMES: Final = {
    "EUR": "€ euro euros евро يورو यूरो 欧元 ユーロ ยูโร",
    "USD": "us$ $ usd$ dollar dollars dólar dólares dolares us-dollar us-dollars доллар доллара долларов دولار دولارا "
    "دولارات डॉलर 美元 ドル ดอลลาร์ dola",
    "GBP": "£ pound pounds sterling livres 英镑",
    "INR": "₹ rs rs. rupee rupees roupies rupias रुपये रुपए रुपया",
    "KES": "ksh ksh. kshs kshs. kenyan-shillings kenya-shillings",
    "TZS": "tsh tshs tanzanian-shillings",
    "UGX": "ush ushs shs ugandan-shillings uganda-shillings",
    "XOF": "fcfa f-cfa cfa francs-cfa franc-cfa cfa-francs",
    "NGN": "₦ naira",
    "ZAR": "rand rands",
    "GHS": "gh₵ ₵ cedi cedis",
    "ETB": "birr",
    "RWF": "frw rwandan-francs",
    "MGA": "ariary",
    "BDT": "৳ taka টাকা",
    "NPR": "nepali-rupees nepalese-rupees nrs",
    "PKR": "pakistani-rupees روپے",
    "LKR": "sri-lankan-rupees",
    "CNY": "rmb yuan yuans 元 人民币 人民币元 块",
    "JPY": "¥ yen 円 日元",
    "KRW": "₩ won 원",
    "THB": "฿ baht บาท",
    "VND": "₫ đồng",
    "IDR": "rp rp. rupiah",
    "PHP": "₱ pesos-filipinos philippine-pesos",
    "MYR": "ringgit rm",
    "MMK": "kyat kyats ကျပ်",
    "KHR": "៛ riel riels រៀល",
    "LAK": "₭ kip ກີບ",
    "BRL": "r$ real reais",
    "MXN": "mx$ pesos-mexicanos mexican-pesos",
    "COP": "pesos-colombianos colombian-pesos",
    "PEN": "s/ s/. soles",
    "BOB": "bs bolivianos",
    "GTQ": "quetzales quetzal",
    "HTG": "gourdes gourde",
    "RUB": "₽ руб руб. рубль рубля рублей rubles",
    "UAH": "₴ грн гривен hryvnias",
    "KZT": "₸ тенге tenge",
    "TRY": "₺ lira liras",
    "EGP": "جنيه جنيها egyptian-pounds",
    "MAD": "dirhams درهم دراهم",
    "DZD": "dinars-algériens",
    "TND": "dinars-tunisiens tunisian-dinars",
    "SAR": "ريال",
    "CHF": "francs-suisses swiss-francs",
    "CAD": "ca$ c$ canadian-dollars",
    "AUD": "au$ a$ australian-dollars",
}  # fmt: skip


@lru_cache(maxsize=1)
def _currencies() -> dict[str, str]:
    """ISO code by the words for it, lower case."""
    named = {word.replace("-", " "): code for code, words in _NAMES.items() for word in words.split()}
    named |= {"us-dollar": "USD", "us-dollars": "USD"}
    return named


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    """ISO 4217 codes of money in use today, without those that are common words in capitals."""
    histories = get_global("territory_currencies").values()
    current = {str(code) for history in histories for code, _, until, tender in history if until is None and tender}
    return frozenset(current - {"ALL", "TOP"})


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    code = "(?-i:" + "|".join(sorted(_codes())) + r")(?![A-Za-z])"
    edge = r"(?<![A-Za-zÀ-ɏ])"
    word = f"(?:{edge}{code}|{edge}(?:{alternatives(list(_currencies()))}))"
    a, b, c, d = (rf"(?P<{name}>{NUMBER})(?:\s?(?P<{name}x>{MULTIPLIER}))?" for name in "abcd")
    before = rf"(?P<before>{word})\s?{a}(?:{TO}(?:{word}\s?)?{b})?"
    after = (
        rf"{c}(?:{TO}{d})?"
        rf"\s?(?:de\s|d[’']|di\s|of\s)?\s?(?P<after>{word})"
    )
    return re.compile(f"(?:{before}(?!\\s?(?:{word}))|{after})", re.IGNORECASE)


def priced_in(text: str) -> tuple[tuple[Money, str, str], ...]:
    """Amounts in the order of the text, each with what it is for ("household", "tonne"; "" when for the whole) and the
    words that said so (a part of ``text``).

    "up to 500 €" has only a high end, "at least 500 €" only a low one, a plain amount has both the same. Understood are
    also "5 lakh rupees", "2,5 millions de FCFA", "KSh 20,000–30,000", "three hundred dollars" and digits of other
    scripts.
    """
    plain = in_digits(text)
    found: list[tuple[Money, str, str]] = []
    for match in _pattern().finditer(plain.text):
        currency = match["before"] or match["after"]
        names = ("a", "b") if match["before"] else ("c", "d")
        amounts = _amounts(match, names)
        if not amounts:
            continue
        low, high = min(amounts), max(amounts)
        limit = limit_before(plain.text, match.start()) if len(amounts) == 1 else ""
        money = Money(_code(currency), None if limit == "most" else low, None if limit == "least" else high)
        per, first, last = per_what(plain.text, match.start(), match.end())
        start, end = plain.origin(first, last) if per else plain.origin(match.start(), match.end())
        found.append((money, per, text[start:end]))
    return tuple(found)


def _amounts(match: re.Match[str], names: tuple[str, str]) -> list[Decimal]:
    """One amount or the two ends of a range; "2 to 3 million" multiplies both."""
    raw = [(number(match[name]), match[name + "x"]) for name in names if match[name] is not None]
    values = [(value, word) for value, word in raw if value is not None]
    if len(values) == 2 and values[0][1] is None and values[1][1] is not None and values[0][0] < 1000:
        values[0] = (values[0][0], values[1][1])
    return [multiplied(value, word) for value, word in values]


def _code(words: str) -> str:
    return words if words in _codes() else _currencies()[" ".join(words.casefold().split())]
