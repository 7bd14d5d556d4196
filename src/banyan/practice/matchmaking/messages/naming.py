"""Names of codes in the reader's language: ``place:KE``, ``language:fr``, ``sdg:6.1``, ``technology:WAT-03`` …"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from banyan.base.text import base_language
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import label, place, sdg, sector, technology
from banyan.practice.matchmaking.messages.phrases import PHRASES

CRITERIA: Final[Mapping[str, Promise]] = {
    "territory": gettext_lazy("Where it may be supplied"),
    "trl": gettext_lazy("How mature it is"),
    "budget": gettext_lazy("Price and budget"),
    "deadline": gettext_lazy("Time"),
    "site": gettext_lazy("Conditions on site"),
    "language": gettext_lazy("Working language"),
    "cooperation": gettext_lazy("Kind of cooperation"),
    "support": gettext_lazy("Support asked for"),
}

#: What each feature of the score measures, in words for everybody.
FEATURES: Final[Mapping[str, Promise]] = {
    "words": gettext_lazy("Words of the need found in it"),
    "terms": gettext_lazy("Words that both use"),
    "phrases": gettext_lazy("Phrases that both use"),
    "title": gettext_lazy("Its title is about the need"),
    "meaning": gettext_lazy("Closeness in meaning"),
    "sdgs": gettext_lazy("Shared goals (SDG)"),
    "sectors": gettext_lazy("Shared sectors"),
    "technologies": gettext_lazy("Shared technology classes"),
    "conditions": gettext_lazy("Conditions that fit"),
    "completeness": gettext_lazy("How complete it is"),
    "freshness": gettext_lazy("How recent it is"),
}

#: Names of the texts a quotation can come from.
FIELDS: Final[Mapping[str, Promise]] = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Summary"),
    "summary": gettext_lazy("Summary"),
    "problem": gettext_lazy("The trouble"),
    "outcome": gettext_lazy("What is wished for"),
    "success": gettext_lazy("How success is measured"),
    "tried": gettext_lazy("What was tried"),
    "beneficiaries": gettext_lazy("Who gains"),
    "site_rules": gettext_lazy("Rules on site"),
    "problem_solved": gettext_lazy("The problem it solves"),
    "how_it_works": gettext_lazy("How it works"),
    "compared": gettext_lazy("Compared with usual practice"),
    "claims": gettext_lazy("Claims"),
    "in_use": gettext_lazy("Where it is in use"),
    "site_notes": gettext_lazy("What the site must have"),
    "accreditation": gettext_lazy("Accreditation"),
    "prices": gettext_lazy("Prices"),
    "equipment": gettext_lazy("Equipment"),
    "standards": gettext_lazy("Standards"),
    "access_terms": gettext_lazy("Terms of access"),
    "how_to_apply": gettext_lazy("How to apply"),
    "audience": gettext_lazy("Who it is for"),
    "certificate": gettext_lazy("Certificate"),
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
