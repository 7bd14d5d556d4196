"""Names for codes and codes for names, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_name

from banyan.base.money import is_currency
from banyan.domain.listings.types import Choice, Vocabulary
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import (
    label,
    label_of,
    place,
    resolve,
    sdg,
    search_terms,
    sector,
    technology,
    trl_scale,
)
from banyan.domain.taxonomy.types import Term
from banyan.doors.web.organisations.forms import WORKING_LANGUAGES

_SCHEMES: Mapping[Vocabulary, tuple[str, Callable[[str], Term]]] = {
    Vocabulary.SDG: ("sdg", sdg),
    Vocabulary.SECTOR: ("sector", sector),
    Vocabulary.TECHNOLOGY: ("technology", technology),
    Vocabulary.PLACE: ("place", place),
    Vocabulary.COUNTRY: ("place", place),
}
_NUMBERED = frozenset({Vocabulary.SDG})
#: Typed entries are parted like this when the whole is no name ("Korea, Republic of" is one).
_BETWEEN = re.compile(r"[;,،、；，\n\r]+")
#: Currencies offered first: those that most amounts in the world of projects are written in.
_FREQUENT = ("USD", "EUR", "KES", "NGN", "INR", "XOF", "XAF", "ZAR", "BRL", "CNY")


def name_of(vocabulary: Vocabulary, code: str, language: str) -> str | None:
    """What a person reads for a code (goals with their number); ``None`` when it is no code."""
    if vocabulary is Vocabulary.LANGUAGE:
        return language_names(language).get(code)
    if vocabulary is Vocabulary.CURRENCY:
        return f"{get_currency_name(code, locale=_locale(language))} ({code})" if is_currency(code) else None
    try:
        found = label(_SCHEMES[vocabulary][1](code), language)
    except UnknownCode:
        return None
    return f"{code} {found}" if vocabulary in _NUMBERED else found


def codes_in(vocabulary: Vocabulary, text: str, language: str) -> tuple[list[str], list[str]]:
    """The codes that a typed text names, and the pieces that name none."""
    whole = _code_of(vocabulary, text, language)
    if whole is not None:
        return [whole], []
    found: list[str] = []
    unknown: list[str] = []
    for piece in filter(None, map(str.strip, _BETWEEN.split(text))):
        code = _code_of(vocabulary, piece, language)
        (found if code else unknown).append(code or piece)
    return found, unknown


def suggestions(vocabulary: Vocabulary, text: str, language: str, *, most: int = 8) -> list[Choice]:
    """Codes whose name or everyday words begin like the text, best first."""
    text = text.strip()[:80]
    if not text:
        return []
    if vocabulary in _SCHEMES:
        scheme = _SCHEMES[vocabulary][0]
        terms = search_terms(scheme, text, language, limit=most)
        return [
            (
                term.code,
                f"{term.code} {label_of(term, language)}" if vocabulary in _NUMBERED else label_of(term, language),
            )
            for term in terms
        ]
    typed, names = text.casefold(), language_names(language)
    near: list[Choice] = [
        (code, names.get(code, name))
        for code, name in language_names("en").items()
        if typed in name.casefold() or typed in names.get(code, "").casefold()
    ]
    return sorted(near, key=lambda pair: (not _by_name(pair).startswith(typed), _by_name(pair)))[:most]


@lru_cache(maxsize=32)
def language_names(language: str) -> Mapping[str, str]:
    """Code → name of every language with a short code, in the reader's language."""
    return {
        code: str(name) for code, name in _locale(language).languages.items() if len(code) in (2, 3) and code.isalpha()
    }


@lru_cache(maxsize=32)
def language_choices(language: str) -> tuple[Choice, ...]:
    """Languages with many speakers, by name; others can be looked up, or typed in files."""
    names = language_names(language)
    return tuple(sorted(((code, names.get(code, code)) for code in WORKING_LANGUAGES), key=_by_name))


@lru_cache(maxsize=32)
def currency_choices(language: str) -> tuple[Choice, ...]:
    """Currencies: frequent ones first, then all by name."""
    locale = _locale(language)
    names = {code: f"{name} ({code})" for code, name in locale.currencies.items() if is_currency(code)}
    rest = sorted(((code, name) for code, name in names.items() if code not in _FREQUENT), key=_by_name)
    return (*((code, names.get(code, code)) for code in _FREQUENT), *rest)


@lru_cache(maxsize=32)
def trl_choices(language: str) -> tuple[Choice, ...]:
    """The nine levels with their sentences."""
    return tuple((str(row.level), f"{row.level} – {label(row, language)}") for row in trl_scale().levels)


def _code_of(vocabulary: Vocabulary, text: str, language: str) -> str | None:
    text = " ".join(text.split())
    if not text or len(text) > 120:
        return None
    if vocabulary is Vocabulary.LANGUAGE:
        return _language_codes(language).get(text.casefold())
    try:
        return resolve(_SCHEMES[vocabulary][0], text)
    except UnknownCode:
        return None


@lru_cache(maxsize=16)
def _language_codes(language: str) -> Mapping[str, str]:
    """Folded names in English, in the reader's language and in the language itself, and the codes, → code."""
    found: dict[str, str] = {}
    for names in (language_names("en"), language_names(language)):
        found.update({name.casefold(): code for code, name in names.items()})
    # only those there are: babel looks for others among all it has loaded, which fails while another thread loads one
    there = frozenset(locale_identifiers())
    for code in language_names("en"):
        own = Locale(code).get_language_name(code) if len(code) == 2 and code in there else None
        if own:
            found.setdefault(own.casefold(), code)
        found[code] = code
    return found


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _by_name(pair: Choice) -> str:
    return str(pair[1]).casefold()
