"""The taxonomy's codes as listings write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import pycountry

from banyan.base.money import is_currency
from banyan.base.text import base_language
from banyan.domain.listings.types.fields import Vocabulary
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import country, groups_of, place, resolve, technology
from banyan.domain.taxonomy.types import WORLD, PlaceKind

_SCHEMES: Mapping[Vocabulary, str] = {
    Vocabulary.SDG: "sdg",
    Vocabulary.SECTOR: "sector",
    Vocabulary.TECHNOLOGY: "technology",
    Vocabulary.PLACE: "place",
    Vocabulary.COUNTRY: "place",
}


@lru_cache(maxsize=20_000)
def normalised(vocabulary: Vocabulary, text: str) -> str | None:
    """The code as it is stored, from a code or a name in any case; ``None`` when the vocabulary does not have it."""
    if vocabulary is Vocabulary.CURRENCY:
        return text.upper() if is_currency(text.upper()) else None
    if vocabulary is Vocabulary.LANGUAGE:
        return _language(text)
    try:
        code = resolve(_SCHEMES[vocabulary], text)
        return country(code).code if vocabulary is Vocabulary.COUNTRY else code
    except UnknownCode:
        return None


@lru_cache(maxsize=1000)
def top_class(code: str) -> str:
    """The top class that a technology class belongs to; itself when it is one."""
    found = technology(code)
    return found.broader or found.code


def wider_places(codes: tuple[str, ...], on: date) -> frozenset[str]:
    """The codes with the regions around them and the groups of countries (LDC …) they belong to on that day."""
    return frozenset(codes).union(*(_around(code, on) for code in codes))


@lru_cache(maxsize=5000)
def _around(code: str, on: date) -> frozenset[str]:
    found: set[str] = set()
    here = place(code)
    if here.kind is PlaceKind.COUNTRY:
        found |= groups_of(code, on)
    while here.broader is not None and here.broader != WORLD:
        found.add(here.broader)
        here = place(here.broader)
    return frozenset(found)


def _language(text: str) -> str | None:
    """ISO 639-1, or 639-3 for a language that has no shorter code; also by its English name."""
    code = base_language(text.strip())
    found = (
        pycountry.languages.get(alpha_2=code)
        or pycountry.languages.get(alpha_3=code)
        or pycountry.languages.get(name=text.strip().title())
    )
    return None if found is None else str(getattr(found, "alpha_2", None) or found.alpha_3)
