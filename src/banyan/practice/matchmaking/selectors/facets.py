"""Facets with labels in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.domain.listings.types import Cooperation, FacetCount, Facets, Filters, Kind, label
from banyan.domain.listings.types import Facet as By
from banyan.practice.matchmaking.messages import name_of
from banyan.practice.matchmaking.types import Facet, FacetValue

MOST_VALUES = 40

#: Facet of listings → field of ``SearchRequest`` and what the page calls it.
_SHOWN: Final[Mapping[By, tuple[str, str | Promise]]] = {
    By.KINDS: ("kinds", gettext_lazy("Kind")),
    By.SDGS: ("sdgs", gettext_lazy("Goal (SDG)")),
    By.SECTORS: ("sectors", gettext_lazy("Sector")),
    By.TECHNOLOGIES: ("technologies", gettext_lazy("Technology")),
    By.PLACES: ("places", gettext_lazy("Place")),
    By.TRLS: ("trl", gettext_lazy("Readiness")),
    By.COOPERATION: ("cooperation", gettext_lazy("Cooperation")),
    By.LANGUAGES: ("languages", gettext_lazy("Language")),
}
_LABELS: Final[Mapping[By, Callable[[str], str]]] = {
    By.KINDS: lambda code: str(label(Kind(code))),
    By.SDGS: lambda code: name_of(f"sdg:{code}"),
    By.SECTORS: lambda code: name_of(f"sector:{code}"),
    By.TECHNOLOGIES: lambda code: name_of(f"technology:{code}"),
    By.PLACES: lambda code: name_of(f"place:{code}"),
    By.TRLS: lambda code: _("TRL %(level)s") % {"level": code},
    By.COOPERATION: lambda code: str(label(Cooperation(code))),
    By.LANGUAGES: lambda code: name_of(f"language:{code}"),
}


def facets_shown(facets: Facets, filters: Filters) -> tuple[Facet, ...]:
    """All facets that narrow anything, most frequent values first; a chosen value is there even with no results."""
    found = (_facet(by, facets.get(by, ()), filters.facets.get(by, frozenset())) for by in _SHOWN)
    return tuple(facet for facet in found if facet.values)


def _facet(by: By, counts: tuple[FacetCount, ...], chosen: frozenset[str]) -> Facet:
    name, called = _SHOWN[by]
    kept = [one for place, one in enumerate(counts) if place < MOST_VALUES or one.code in chosen]
    empty = [FacetCount(code, 0) for code in sorted(chosen - {one.code for one in kept})]
    values = tuple(FacetValue(one.code, _label(by, one.code), one.count, one.code in chosen) for one in (*kept, *empty))
    return Facet(name, str(called), values)


def chosen_labels(filters: Filters) -> tuple[str, ...]:
    """What a search is narrowed to, in words, in the order of the page."""
    return tuple(_label(by, code) for by in _SHOWN for code in sorted(filters.facets.get(by, ())))


def _label(by: By, code: str) -> str:
    try:
        return _LABELS[by](code)
    except ValueError:  # a code from somebody's address line
        return code
