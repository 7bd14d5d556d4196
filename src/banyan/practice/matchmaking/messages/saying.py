"""One sentence of the engine in the active language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from babel.dates import format_date
from babel.lists import format_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from banyan.base.text import base_language
from banyan.engine.rank.messages import say as say_in_english
from banyan.practice.matchmaking.messages.alerts import ALERTS
from banyan.practice.matchmaking.messages.facts import number_of
from banyan.practice.matchmaking.messages.naming import locale_of, name_of
from banyan.practice.matchmaking.messages.templates import TEMPLATES

_CODE: Final = re.compile(r"^[a-z_]+:[^\s,]+$")
_DAY: Final = re.compile(r"^\d{4}-\d\d-\d\d$")
_AMOUNT: Final = re.compile(
    r"^(up to |from )?(\d{1,3}(?:,\d{3})*(?:\.\d+)?)(?:–(\d{1,3}(?:,\d{3})*(?:\.\d+)?))?( [A-Z]{3})?$"
)
_PRODUCT: Final = re.compile(r"^(.+) \((\S+) × (.+)\)$")
_TERMS: Final = re.compile(r", | and (?!.* and )")
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})
_MOST_NAMED: Final = 4
"""Codes named in one sentence; the rest are counted."""


def say(message: str, values: Mapping[str, str]) -> str:
    """The sentence of a message key. A value is text, a day, or codes with their scheme joined by ``", "``."""
    template = TEMPLATES.get(message) or ALERTS.get(message)
    if template is None:  # a message newer than our table: English rather than no page
        return say_in_english(message, values)
    language = base_language(get_language() or "en")
    return str(template).format_map({name: _shown(name, value, language) for name, value in values.items()})


def _shown(name: str, value: str, language: str) -> str:
    if name == "terms":
        parts = [_isolated(part, language) for part in _TERMS.split(value)]
        return str(format_list(parts, locale=locale_of(language)))
    if _DAY.match(value):
        return str(format_date(date.fromisoformat(value), format="long", locale=locale_of(language)))
    if amount := _AMOUNT.match(value):
        return _amount(*amount.groups(default=""))
    if product := _PRODUCT.match(value):
        total, quantity, price = (_shown(name, part, language) for part in product.groups())
        return f"{total} ({quantity} × {price})"
    codes = value.split(", ")
    if not all(_CODE.match(code) for code in codes):
        return _isolated(value, language)
    names = [name_of(code) for code in codes]
    if len(names) > _MOST_NAMED:
        more = len(names) - _MOST_NAMED + 1
        names = [*names[: _MOST_NAMED - 1], ngettext("%(count)d more", "%(count)d more", more) % {"count": more}]
    return str(format_list(names, locale=locale_of(language)))


def _isolated(value: str, language: str) -> str:
    """People's words within a sentence from right to left keep their own direction, and the full stop its place."""
    return f"\u2068{value}\u2069" if language in _RIGHT_TO_LEFT else value


def _amount(bound: str, low: str, high: str, currency: str) -> str:
    """A number or money as the reader writes it. Of "up to 500 EUR" only the sum is said: prepositions do not pile up
    well ("a budget of up to") in other languages."""
    shown = "–".join(number_of(Decimal(end.replace(",", ""))) for end in (low, high) if end) + currency
    return _("from %(low)s") % {"low": shown} if bound == "from " else shown
