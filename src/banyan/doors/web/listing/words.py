"""Codes, numbers, amounts and days as the reader reads them, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.money import Money, is_currency
from banyan.domain.listings.types import Vocabulary
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import label, place, sdg, sector, technology, trl
from banyan.domain.taxonomy.types import Term


def reader() -> str:
    """The reader's language."""
    return get_language() or "en"


def locale() -> Locale:
    """The reader's locale."""
    try:
        return Locale.parse(reader(), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def number(value: Decimal | int) -> str:
    """A number with the reader's signs; no more decimals than were given."""
    return str(format_decimal(value, locale=locale(), decimal_quantization=False))


def tenths(value: float) -> str:
    """A number with exactly one decimal."""
    return str(format_decimal(value, format="#,##0.0", locale=locale()))


def day(value: date | datetime) -> str:
    """A day in words and figures: 5 Mar 2027."""
    return str(format_date(value, format="medium", locale=locale()))


def since(text: str) -> str:
    """``2024``, ``2024-07`` or ``2024-07-15`` as the reader writes it; anything else as it is."""
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return str(date(numbers[0], 1, 1).year)
        if len(numbers) == 2:
            return str(format_skeleton("yMMM", date(numbers[0], numbers[1], 1), locale=locale()))
        return day(date(*numbers))
    except (ValueError, TypeError):
        return text


def ago(moment: datetime) -> str:
    """How long ago, in the greatest unit that says it: 3 months ago."""
    return str(format_timedelta(moment - now(), add_direction=True, locale=locale()))


def amount(value: Decimal | int, currency: str) -> str:
    """Money by locale; without a known currency the bare number with whatever was written."""
    if is_currency(currency):
        return Money(Decimal(value), currency).shown(reader())
    return f"{number(value)} {currency}".strip()


def between(low: Decimal | int | None, high: Decimal | int | None, currency: str) -> str:
    """A range of money, open on either side."""
    if low is not None and high is not None and low != high:
        return _("%(low)s to %(high)s") % {"low": amount(low, currency), "high": amount(high, currency)}
    if high is not None:
        return amount(high, currency) if low == high else _("up to %(high)s") % {"high": amount(high, currency)}
    return "" if low is None else _("from %(low)s") % {"low": amount(low, currency)}


def language_word(code: str) -> str:
    """The name of a language."""
    return str(locale().languages.get(code) or code)


def currency_word(code: str) -> str:
    """The name of a currency."""
    return str(locale().currencies.get(code) or code)


def readiness(level: int) -> tuple[str, str]:
    """A readiness level and what it means: ``TRL 6``, ``shown to work in a real setting``."""
    try:
        meaning = label(trl(level), reader()).rstrip(".。")
    except UnknownCode:
        meaning = ""
    return _("TRL %(level)s") % {"level": number(level)}, meaning


def named(find: Callable[[str], Term], code: str) -> str:
    """A term's label; the bare code when the taxonomy does not know it (any more)."""
    try:
        return label(find(code), reader())
    except UnknownCode:
        return code


def term_word(vocabulary: Vocabulary, code: str) -> str:
    """A code of the taxonomy in words; goals keep their number, since people know them by it."""
    if vocabulary is Vocabulary.SDG:
        return f"{code} {named(sdg, code)}"
    return _WORDS[vocabulary](code)


_WORDS: Mapping[Vocabulary, Callable[[str], str]] = {
    Vocabulary.SECTOR: lambda code: named(sector, code),
    Vocabulary.TECHNOLOGY: lambda code: named(technology, code),
    Vocabulary.PLACE: lambda code: named(place, code),
    Vocabulary.COUNTRY: lambda code: named(place, code),
    Vocabulary.LANGUAGE: language_word,
    Vocabulary.CURRENCY: currency_word,
}


def cell(value: object) -> str:
    """A cell of a table: numbers and days by locale, anything else as it is."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return number(value)
    return day(value) if isinstance(value, date) else str(value)
