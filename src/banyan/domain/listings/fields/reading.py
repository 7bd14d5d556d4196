"""Reading one answer: from JSON, a form or a cell of a table to a clean value, or to a sentence about what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from banyan.base.text import tidy
from banyan.domain.listings.fields.dates import day_from, since_from
from banyan.domain.listings.fields.numbers import Ambiguous, number_from, written
from banyan.domain.listings.fields.vocabulary import normalised
from banyan.domain.listings.types.fields import Cell, Field, Shape, Text

_YES = frozenset({"true", "yes", "y", "1", "on", "x", "oui", "sí", "si", "sim", "نعم", "да", "是", "ndiyo", "ya"})
_NO = frozenset({"false", "no", "n", "0", "off", "non", "não", "nao", "لا", "нет", "否", "hapana", "tidak"})
_SLUG = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")
_LONGEST_RAW = 400_000
_is_email = EmailValidator()


class Unreadable(ValueError):
    """An answer that cannot be taken, with the sentences that say why."""

    def __init__(self, *sentences: Text) -> None:
        super().__init__("; ".join(str(sentence) for sentence in sentences))
        self.sentences: tuple[Text, ...] = sentences


def shown(raw: object) -> str:
    """The start of what was given, to quote it in a sentence."""
    if isinstance(raw, bool | int | float | Decimal | list | dict | tuple) and not isinstance(raw, bool):
        return _("this value")
    text = tidy(str(raw)[:400]).replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}…"


def read_cell(field: Field, raw: object) -> Cell:
    """One plain value of the field's shape; ``Unreadable`` when it is none. ``raw`` is not empty."""
    return _READERS[field.shape](field, raw)


def read_text(field: Field, raw: object) -> str:
    """A text within the field's cap; never cut, since a cut text loses something silently."""
    text = tidy(_plain(raw).replace("\r\n", "\n").replace("\r", "\n"))
    if field.shape is not Shape.LONG:
        text = " ".join(text.split())
    if len(text) > field.most:
        raise Unreadable(
            _("This has %(count)d characters; at most %(most)d fit. Nothing was cut: please shorten it.")
            % {"count": len(text), "most": field.most}
        )
    if field.vocabulary is not None:  # a text that may be a code: "KE", but also "KE, coast"
        return normalised(field.vocabulary, text) or text
    return text


def read_code(field: Field, raw: object) -> str:
    """A code of the field's own list (by code or by label), or of its vocabulary."""
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 100_000:
        raw = str(raw)  # a table turns goal "6" or division "01" into a number
    text = " ".join(tidy(_plain(raw)).split())
    if field.vocabulary is not None:
        code = normalised(field.vocabulary, text) if len(text) <= 120 else None
        if code is None:
            raise Unreadable(_("“%(given)s” is not a code we know here.") % {"given": shown(text)})
        return code
    wanted = text.casefold()
    for code, label in field.options:
        if wanted in {code, str(label).casefold()} or re.sub(r"[\s-]+", "_", wanted) == code:
            return code
    raise Unreadable(
        _("“%(given)s” is not one of the choices: %(choices)s.")
        % {"given": shown(text), "choices": ", ".join(code for code, _label in field.options)}
    )


def read_number(field: Field, raw: object) -> Decimal:
    """A number within the field's limits."""
    try:
        number = number_from(raw, grouped=field.shape is Shape.MONEY)
    except Ambiguous as error:
        plain = str(error).replace(".", "")
        raise Unreadable(
            _("“%(given)s” can mean two numbers. Write %(one)s or %(other)s.")
            % {"given": shown(raw), "one": plain, "other": written(Decimal(str(error)))}
        ) from error
    except (ValueError, ArithmeticError) as error:
        raise Unreadable(
            _("“%(given)s” is not one plain number. Write digits only, such as 12500 or 0.8.") % {"given": shown(raw)}
        ) from error
    lowest = Decimal(0) if field.shape is Shape.MONEY else field.lowest
    if lowest is not None and number < lowest:
        raise Unreadable(_("The least that makes sense here is %(limit)s.") % {"limit": lowest})
    if field.highest is not None and number > field.highest:
        raise Unreadable(_("The most that makes sense here is %(limit)s.") % {"limit": field.highest})
    return number


def _read_whole(field: Field, raw: object) -> int:
    if isinstance(raw, str) and field.highest is not None and field.highest <= 9:
        raw = re.sub(r"^\s*TRL[\s-]*", "", raw, flags=re.IGNORECASE)
    number = read_number(field, raw)
    if number != number.to_integral_value():
        raise Unreadable(_("Write a whole number here, without decimals."))
    return int(number)


def _read_day(field: Field, raw: object) -> date:
    try:
        return day_from(raw)
    except Ambiguous as error:
        raise Unreadable(
            _("“%(given)s” can mean two days. Write it as year-month-day, such as %(iso)s.")
            % {"given": shown(raw), "iso": error}
        ) from error
    except (ValueError, OverflowError) as error:
        raise Unreadable(_("“%(given)s” is not a date. Write it as 2026-10-15.") % {"given": shown(raw)}) from error


def _read_since(field: Field, raw: object) -> str:
    try:
        return since_from(raw)
    except (ValueError, OverflowError) as error:
        raise Unreadable(
            _("“%(given)s” is not a year, month or day. Write 2024, 2024-07 or 2024-07-15.") % {"given": shown(raw)}
        ) from error


def _read_bool(field: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().casefold() if isinstance(raw, str) or raw in (0, 1) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable(_("Answer yes or no here."))


def _read_email(field: Field, raw: object) -> str:
    text = read_text(field, raw)
    try:
        _is_email(text)
    except ValidationError as error:
        raise Unreadable(
            _("“%(given)s” is not an e-mail address. Write it as name@example.org.") % {"given": shown(text)}
        ) from error
    return text


def _read_url(field: Field, raw: object) -> str:
    text = read_text(field, raw)
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        good = False
    if not good or " " in address or len(address) > field.most:
        raise Unreadable(
            _("“%(given)s” is not a web address. Write it as https://example.org/page.") % {"given": shown(text)}
        )
    return address


def _read_slug(field: Field, raw: object) -> str:
    text = read_text(field, raw).lower()
    if not _SLUG.match(text):
        raise Unreadable(
            _("“%(given)s” is not a short name; it has small letters, digits and hyphens.") % {"given": shown(text)}
        )
    return text


def _plain(raw: object) -> str:
    """Text or a number as text; anything else is no answer to a question of this shape."""
    if isinstance(raw, str) and len(raw) <= _LONGEST_RAW:
        return raw
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        try:
            return written(number_from(raw, grouped=False))
        except (ValueError, ArithmeticError) as error:
            raise Unreadable(_("This is not a text.")) from error
    if isinstance(raw, str):
        raise Unreadable(_("This is far too long to be taken. Please shorten it."))
    raise Unreadable(_("This is not a text."))


_READERS: Mapping[Shape, Callable[[Field, object], Cell]] = {
    Shape.TEXT: read_text,
    Shape.LONG: read_text,
    Shape.CODE: read_code,
    Shape.WHOLE: _read_whole,
    Shape.NUMBER: read_number,
    Shape.MONEY: read_number,
    Shape.DATE: _read_day,
    Shape.SINCE: _read_since,
    Shape.BOOL: _read_bool,
    Shape.EMAIL: _read_email,
    Shape.URL: _read_url,
    Shape.SLUG: _read_slug,
}
