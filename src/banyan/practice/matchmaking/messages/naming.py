"""Names of codes in the reader's language: ``place:KE``, ``language:fr``, ``sdg:6.1``, ``technology:WAT-03`` …"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from banyan.base.text import base_language
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import label, place, sdg, sector, technology
from banyan.practice.matchmaking.messages.phrases import PHRASES

CRITERIA: Final[Mapping[str, Promise]] = {
    "territory": lazy("Where it may be supplied"),
    "trl": lazy("How mature it is"),
    "budget": lazy("Price and budget"),
    "deadline": lazy("Time"),
    "site": lazy("Conditions on site"),
    "language": lazy("Working language"),
    "cooperation": lazy("Kind of cooperation"),
    "support": lazy("Support asked for"),
}

#: What each feature of the score measures, in words for everybody.
FEATURES: Final[Mapping[str, Promise]] = {
    "words": lazy("Words of the need found in it"),
    "terms": lazy("Words that both use"),
    "phrases": lazy("Phrases that both use"),
    "title": lazy("Its title is about the need"),
    "meaning": lazy("Closeness in meaning"),
    "sdgs": lazy("Shared goals (SDG)"),
    "sectors": lazy("Shared sectors"),
    "technologies": lazy("Shared technology classes"),
    "conditions": lazy("Conditions that fit"),
    "completeness": lazy("How complete it is"),
    "freshness": lazy("How recent it is"),
}

#: Names of the texts a quotation can come from.
FIELDS: Final[Mapping[str, Promise]] = {
    "title": lazy("Title"),
    "text": lazy("Summary"),
    "summary": lazy("Summary"),
    "problem": lazy("The trouble"),
    "outcome": lazy("What is wished for"),
    "success": lazy("How success is measured"),
    "tried": lazy("What was tried"),
    "beneficiaries": lazy("Who gains"),
    "site_rules": lazy("Rules on site"),
    "problem_solved": lazy("The problem it solves"),
    "how_it_works": lazy("How it works"),
    "compared": lazy("Compared with usual practice"),
    "claims": lazy("Claims"),
    "in_use": lazy("Where it is in use"),
    "site_notes": lazy("What the site must have"),
    "accreditation": lazy("Accreditation"),
    "prices": lazy("Prices"),
    "equipment": lazy("Equipment"),
    "standards": lazy("Standards"),
    "access_terms": lazy("Terms of access"),
    "how_to_apply": lazy("How to apply"),
    "audience": lazy("Who it is for"),
    "certificate": lazy("Certificate"),
}


def criterion_label(criterion: str) -> str:
    """What a criterion is called beside its mark."""
    return str(CRITERIA.get(criterion, criterion))


def feature_label(feature: str) -> str:
    """What a feature of the score is called."""
    return str(FEATURES.get(feature, feature))


def field_label(field: str) -> str:
    """Where a quotation stands; ``summary@fr`` is the summary in another language."""
    return str(FIELDS.get(field.partition("@")[0], field))


def name_of(code: str) -> str:
    """The name of a code with its scheme in the active language; the bare code when nobody knows it."""
    if code in PHRASES:
        return str(PHRASES[code])
    scheme, _sep, bare = code.partition(":")
    language = base_language(get_language() or "en")
    try:
        return _of_scheme(scheme, bare, language)
    except UnknownCode:
        return bare.replace("_", " ")


def _of_scheme(scheme: str, bare: str, language: str) -> str:
    match scheme:
        case "place":
            return label(place(bare), language)
        case "language":
            return _language(bare, language)
        case "sdg":
            return _("%(label)s (SDG %(code)s)") % {"label": label(sdg(bare), language), "code": bare}
        case "sector":
            return label(sector(bare), language)
        case "technology":
            return label(technology(bare), language)
        case _:
            return bare.replace("_", " ")


@lru_cache(maxsize=4096)
def _language(code: str, reader: str) -> str:
    return str(locale_of(reader).languages.get(code, code))


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """CLDR's data for a language; English where it has none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
