"""Dates as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from babel import Locale

from banyan.domain.listings.fields.numbers import Ambiguous, ascii_digits

_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$")
_WORDS = re.compile(r"^(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+|del\s+)?(\d{4})$")
_WORDS_FIRST = re.compile(r"^([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})$")
_EAST = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_MONTH = re.compile(r"^(\d{4})(?:[-/.](\d{1,2}))?$")
_LANGUAGES = ("en", "fr", "es", "ar", "ru", "pt", "id", "sw")


def day_from(raw: object) -> date:
    """A day from JSON, a form or a cell; ``ValueError`` when it is none, ``Ambiguous`` for 03/04/2026."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str) or len(raw) > 60:
        raise ValueError("not a date")
    text = " ".join(ascii_digits(raw).split())
    if found := _ISO.match(text) or _EAST.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.match(text):
        return _numbered(int(found[1]), int(found[3]), int(found[4]), slash=found[2] == "/")
    if found := _WORDS.match(text):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _WORDS_FIRST.match(text):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError("not a date")


def since_from(raw: object) -> str:
    """A year, a month or a day as ISO text: "2024", "2024-07", "2024-07-15"."""
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw < 10_000:
        raw = f"{raw:04d}"
    if isinstance(raw, str) and len(raw) <= 60 and (found := _MONTH.match(ascii_digits(raw).strip())):
        year, month = found[1], found[2]
        first = date(int(year), int(month or 1), 1)
        return f"{first:%Y-%m}".zfill(7) if month else f"{first.year:04d}"
    return day_from(raw).isoformat()


def _numbered(first: int, second: int, year: int, *, slash: bool) -> date:
    """Day first, unless the second number cannot be a month; with slashes both orders are in use."""
    if second > 12:
        return date(year, first, second)
    if slash and first <= 12 and first != second:
        raise Ambiguous(f"{year:04d}-{second:02d}-{first:02d}")
    return date(year, second, first)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(str(name).casefold().rstrip("."), int(number))
    return names


def _month(word: str) -> int:
    number = _months().get(word.casefold())
    if number is None:
        raise ValueError(f"{word!r} is not a month")
    return number
