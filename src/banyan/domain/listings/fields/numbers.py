"""Numbers as people type them, in any script."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

MOST_DIGITS = 15  #: what a JSON number carries exactly
_SPACES = re.compile(r"[\s'’_\u066c]")
_DIGITS = re.compile(r"^[+-]?\d[\d.,]*$|^[+-]?[.,]\d+$")


class Ambiguous(ValueError):
    """The text can mean two numbers."""


def ascii_digits(text: str) -> str:
    """Digits of every script as 0–9 (٣ → 3), the Arabic decimal sign as a point, the minus sign as a hyphen."""
    changed = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return "".join(changed).replace("\u066b", ".").replace("\u2212", "-")


def number_from(raw: object, *, grouped: bool) -> Decimal:
    """A number from JSON, a form or a cell; ``ValueError`` when it is none, ``Ambiguous`` for "1.234".

    ``grouped`` takes three digits after a single sign as thousands (amounts of money); else they are ambiguous
    after a point and thousands after a comma. At most ``MOST_DIGITS`` digits, trailing zeros cut.
    """
    if isinstance(raw, bool):
        raise ValueError("yes or no is not a number")
    if isinstance(raw, Decimal) and not raw.is_finite():
        raise ValueError("not finite")
    if isinstance(raw, int | float | Decimal):
        if not -(10**MOST_DIGITS) < raw < 10**MOST_DIGITS:  # also refuses NaN; before str(), which balks at huge ints
            raise ValueError("too large")
        number = Decimal(str(raw))
    elif isinstance(raw, str) and len(raw) <= 60:
        number = _from_text(_SPACES.sub("", ascii_digits(raw)), grouped=grouped)
    else:
        raise ValueError("not a number")
    return _trimmed(number)


def written(number: Decimal) -> str:
    """A number as plain text that ``number_from`` reads back: never three decimals, never an exponent."""
    text = format(number, "f")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _from_text(text: str, *, grouped: bool) -> Decimal:
    if not _DIGITS.match(text):
        raise ValueError("not a number")
    points, commas = text.count("."), text.count(",")
    if points and commas:
        sign = "." if text.rfind(".") > text.rfind(",") else ","
        if text.count(sign) > 1:
            raise ValueError("not a number")
        plain = _ungrouped(text, "," if sign == "." else ".").replace(",", ".")
    elif points + commas > 1:
        plain = _ungrouped(text, "." if points else ",")
    elif points + commas == 1:
        plain = _one_sign(text, "." if points else ",", grouped=grouped)
    else:
        plain = text
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise ValueError("not a number") from error


def _ungrouped(text: str, sign: str) -> str:
    """The text without its thousands signs; groups of two are India's, groups of four East Asia's."""
    whole = text.split("," if sign == "." else ".")[0]
    first, *others = whole.split(sign)
    if sign in text[len(whole) :] or not first.lstrip("+-") or any(not 2 <= len(group) <= 4 for group in others):
        raise ValueError("not a number")
    return text.replace(sign, "")


def _one_sign(text: str, sign: str, *, grouped: bool) -> str:
    head, tail = text.split(sign)
    lead = head.lstrip("+-")
    if len(tail) == 3 and lead.strip("0") and len(lead) <= 3:
        if grouped or sign == ",":
            return head + tail
        raise Ambiguous(text)
    return f"{head or '0'}.{tail}" if head not in {"+", "-"} else f"{head}0.{tail}"


def _trimmed(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("not finite")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    trimmed = Decimal(text or "0")
    if len(trimmed.as_tuple().digits) > MOST_DIGITS or abs(trimmed) >= 10**MOST_DIGITS or len(text) > MOST_DIGITS + 8:
        raise ValueError("too many digits")
    return abs(trimmed) if trimmed.is_zero() else trimmed
