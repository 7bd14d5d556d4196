"""What the search page shows beside the results: chosen facets as chips, what to drop, the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from banyan.practice.matchmaking.types import FACETS, Facet, SearchView

#: Facets that stand open before anything was chosen.
OPEN = frozenset({"kinds", "sdgs", "places"})


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen value and the address without it."""

    facet: str
    label: str
    without: str


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet with how many of its values are chosen."""

    facet: Facet
    chosen: int
    open: bool


def chips(view: SearchView, query: QueryDict) -> tuple[Chip, ...]:
    """Every chosen value; one that no facet lists (nothing has it) keeps its code."""
    labels = {(facet.name, value.code): (facet.label, value.label) for facet in view.facets for value in facet.values}
    found = []
    for name in FACETS:
        for code in getattr(view.request, name):
            facet, label = labels.get((name, code), ("", code))
            found.append(Chip(facet, label, without(query, name, code)))
    return tuple(found)


def boxes(facets: Sequence[Facet]) -> tuple[FacetBox, ...]:
    """The facets that have something to choose."""
    found = []
    for facet in facets:
        chosen = sum(value.chosen for value in facet.values)
        if facet.values:
            found.append(FacetBox(facet, chosen, bool(chosen) or facet.name in OPEN))
    return tuple(found)


def without(query: QueryDict, name: str, code: str = "") -> str:
    """The address without one value of a parameter (or without all of it), from the first page."""
    copy = query.copy()
    copy.setlist(name, [value for value in copy.getlist(name) if code and value != code])
    return _address(copy)


def with_words(query: QueryDict, words: str) -> str:
    """The address with other words."""
    copy = query.copy()
    copy["q"] = words
    return _address(copy)


def to_save(query: QueryDict) -> str:
    """The address that saves this search, whatever its order and page."""
    return f"{reverse('alert_new')}{without(query, 'sort')}"


def page_at(query: QueryDict, cursor: str) -> str:
    """The address of a page; without a cursor the first."""
    copy = query.copy()
    copy.pop("cursor", None)
    if cursor:
        copy["cursor"] = cursor
    return f"?{copy.urlencode()}"


def _address(copy: QueryDict) -> str:
    copy.pop("cursor", None)
    for name in [name for name, values in copy.lists() if not any(values)]:
        copy.pop(name)
    return f"?{copy.urlencode()}"
