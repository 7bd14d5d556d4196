"""What listings say of themselves, row by row: short facts only, and how much of it is proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from banyan.domain.listings.formats import BY_NAME
from banyan.domain.listings.types import Kind, ListingView, Shape, Text, rows
from banyan.doors.web.listing.layout import RANGES, SECTIONS
from banyan.doors.web.listing.proof import claims
from banyan.doors.web.listing.showing import label_of, show
from banyan.practice.matchmaking.types import CompareCell, CompareRow

_MOST_WORDS = 6
#: Said by the criteria, or too long to stand in a column.
_LEFT_OUT = frozenset({"sdgs", "sectors", "technologies", "trl_date", "ip_patents", "cost_year"})


#: What a need says about the same thing as a field of the others.
_NEEDED: Mapping[str, str] = {
    "trl": "trl_min",
    "needs_power": "site_power",
    "needs_water": "site_water",
    "needs_connectivity": "site_connectivity",
    "needs_skills": "site_skills",
    "needs_spare_parts": "site_spare_parts",
    "works_in_climate": "site_climate",
    "fails_in_climate": "site_climate",
    "cost_purchase": "budget",
    "amounts": "budget",
    "territories": "places",
    "eligible_places": "places",
    "languages": "languages",
    "cooperation": "cooperation",
    "lead_time_days": "deadline",
    "closes": "deadline",
}


def facts(views: Sequence[ListingView], need: ListingView | None = None) -> tuple[CompareRow, ...]:
    """A row for each short field that at least one of the listings answers, then the rows of proof.

    Beside a row stands what the need says about the same thing.
    """
    found = [_row(name, views, need) for name in _names(views)]
    if any(view.kind is Kind.OFFER for view in views):
        found += [
            _of(_("Claims"), "claims", views, [_claims(view) for view in views]),
            _of(_("In use"), "in_use", views, [_places(view, "in_use") for view in views]),
            _of(_("Did not work"), "did_not_work", views, [_places(view, "did_not_work") for view in views]),
        ]
    found.append(_of(_("How complete it is"), "completeness", views, [f"{view.completeness} / 100" for view in views]))
    return tuple(row for row in found if any(cell.text for cell in row.cells))


def _names(views: Sequence[ListingView]) -> list[str]:
    names = dict.fromkeys(name for view in views for part in SECTIONS[view.kind] for name in part.fields)
    return [name for name in names if name in RANGES or (name not in _LEFT_OUT and _short(name))]


def _short(name: str) -> bool:
    return BY_NAME[name].shape not in (Shape.LONG, Shape.ROWS)


def _row(name: str, views: Sequence[ListingView], need: ListingView | None) -> CompareRow:
    label = RANGES[name][0] if name in RANGES else label_of(name)
    wanted = _said(need, _NEEDED[name]) if need is not None and name in _NEEDED else ""
    return _of(label, name, views, [_said(view, name) for view in views], wanted)


def _said(view: ListingView, name: str) -> str:
    shown = show(view, name)
    if shown is None:
        return ""
    if len(shown.words) <= _MOST_WORDS:
        return shown.plain
    more = len(shown.words) - _MOST_WORDS
    head = ", ".join(word.text for word in shown.words[:_MOST_WORDS])
    return ngettext("%(head)s and %(count)d more", "%(head)s and %(count)d more", more) % {"head": head, "count": more}


def _claims(view: ListingView) -> str:
    """How many, and how the best of them was checked."""
    found = claims(view)
    return f"{len(found)}; {found[0].status_label}" if found else ""


def _places(view: ListingView, name: str) -> str:
    count = len(rows(view.values, name))
    return ngettext("%(count)d place", "%(count)d places", count) % {"count": count} if count else ""


def _of(label: Text, name: str, views: Sequence[ListingView], texts: Sequence[str], wanted: str = "") -> CompareRow:
    cells = tuple(CompareCell(view.id, text) for view, text in zip(views, texts, strict=True))
    return CompareRow(name=name, label=str(label), wanted=wanted, cells=cells, differs=len(set(texts)) > 1)
