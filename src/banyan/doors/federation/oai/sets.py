"""Sets: one for each kind and one for each chapter."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from banyan.domain.chapters.selectors import chapters
from banyan.domain.listings.types import Facet, Filters, Kind, ListingView, label
from banyan.doors.federation.oai.errors import Code, Refused


def every_set() -> Iterator[tuple[str, str]]:
    """Code and English name of each set."""
    with override("en"):
        for kind in Kind:
            yield f"kind:{kind}", str(label(kind))
    for chapter in chapters():
        yield f"chapter:{chapter.slug}", chapter.name


def sets_of(view: ListingView) -> Iterator[str]:
    """The sets that a record is in; its chapter's only where it tells it to everybody."""
    yield f"kind:{view.kind}"
    if view.chapter:
        yield f"chapter:{view.chapter}"


def filters_of(set_: str) -> Filters:
    """What a set narrows to; one that is none holds no records."""
    group, _, code = set_.partition(":")
    if not set_:
        return Filters()
    if group == "kind" and code in {kind.value for kind in Kind}:
        return Filters(facets={Facet.KINDS: frozenset({code})})
    if group == "chapter" and code and len(code) <= 80:
        return Filters(chapter=code)
    raise Refused(Code.NO_RECORDS, "There is no such set.")
