"""One value of a row, read as its column wants. What cannot be read raises ``ValueError`` with a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from banyan.domain.taxonomy import selectors as taxonomy
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.engine.rank.scales import CLIMATES, SCALES
from banyan.engine.types import Criterion

_NUMBER: Final = re.compile(r"[+-]?(\d{1,3}([, \u00a0\u202f]\d{3})+|\d+)(\.\d+)?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_CODE: Final = re.compile(r"[a-z][a-z_]*")


def text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(part for part in map(text, value) if part)
    if isinstance(value, dict):
        raise ValueError("text was expected, not an object")
    return str(value).strip()


def items(value: Any) -> list[str]:
    """A JSON list, or what stands between semicolons."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            value = value.strip().strip("[]")
    parts = value if isinstance(value, (list, tuple)) else text(value).split(";")
    return [part for part in (text(item) for item in parts) if part]


def number(value: Any) -> Decimal:
    written = text(value)
    if isinstance(value, bool) or not _NUMBER.fullmatch(written):
        try:
            found = Decimal(written)
        except InvalidOperation:
            raise ValueError(f"“{_short(written)}” is not a number") from None
        if not found.is_finite():
            raise ValueError(f"“{_short(written)}” is not a number")
        return found
    return Decimal(re.sub(r"[, \u00a0\u202f]", "", written))


def whole(low: int, high: int) -> Callable[[Any], int]:
    """A reader of whole numbers from ``low`` to ``high``."""

    def read(value: Any) -> int:
        found = number(value)
        if found != found.to_integral_value() or not low <= found <= high:
            raise ValueError(f"a whole number from {low} to {high} was expected, not “{_short(text(value))}”")
        return int(found)

    return read


def trl(value: Any) -> int:
    """``6``, ``TRL 6``; a range ``5-6`` counts as its lower end."""
    written = re.sub(r"(?i)^\s*(trl|level)\s*:?\s*", "", text(value))
    lower = re.match(r"([1-9])(\.0)?(\s*[-–—]\s*[1-9])?$", written)
    if lower is None:
        raise ValueError(f"a technology readiness level from 1 to 9 was expected, not “{_short(written)}”")
    return int(lower[1])


def day(value: Any) -> date:
    written = text(value)
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        raise ValueError(f"a date such as 2027-03-31 was expected, not “{_short(written)}”") from None


def language(value: Any) -> str:
    """``en`` of ``EN`` or ``en-GB``."""
    written = re.split(r"[-_]", text(value).lower(), maxsplit=1)[0]
    if not _LANGUAGE.fullmatch(written):
        raise ValueError(f"a language code such as en or sw was expected, not “{_short(text(value))}”")
    return written


def currency(value: Any) -> str:
    written = text(value).upper()
    if not _CURRENCY.fullmatch(written):
        raise ValueError(f"a currency code such as EUR or KES was expected, not “{_short(written)}”")
    return written


def place(value: Any) -> str:
    return _resolve("place", text(value))


def sdg(value: Any) -> str:
    return _resolve("sdg", text(value))


def sector(value: Any) -> str:
    return _resolve("sector", text(value))


def technology(value: Any) -> str:
    return _resolve("technology", text(value))


def level(dimension: str) -> Callable[[Any], str]:
    """A reader of one scale of site conditions."""
    return one_of(SCALES[dimension])


def one_of(codes: tuple[str, ...]) -> Callable[[Any], str]:
    """A reader of one of some codes, written with blanks, hyphens or underscores."""

    def read(value: Any) -> str:
        written = re.sub(r"[\s\-]+", "_", text(value).lower())
        if written not in codes:
            raise ValueError(f"one of {', '.join(codes)} was expected, not “{_short(text(value))}”")
        return written

    return read


climate: Final = one_of(CLIMATES)


def code(value: Any) -> str:
    """Any code in lower snake case."""
    written = re.sub(r"[\s\-]+", "_", text(value).lower())
    if not _CODE.fullmatch(written):
        raise ValueError(f"a code in small letters was expected, not “{_short(text(value))}”")
    return written


def criterion(value: Any) -> Criterion:
    return Criterion(one_of(tuple(Criterion))(value))


@lru_cache(maxsize=20_000)
def _resolve(scheme: str, written: str) -> str:
    try:
        return taxonomy.resolve(scheme, written)
    except UnknownCode as error:
        raise ValueError(str(error)) from None


def _short(written: str) -> str:
    return written if len(written) <= 40 else written[:39] + "…"
