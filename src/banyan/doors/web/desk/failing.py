from __future__ import annotations

import csv
from datetime import date

from babel.dates import format_date
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banyan.domain.listings.types import DeclineReason, Kind, label
from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.selectors import label as term_label
from banyan.domain.taxonomy.selectors import place, sections
from banyan.doors.web.desk.words import BYS
from banyan.doors.web.listing.words import locale
from banyan.doors.web.shell.requests import PageRequest
from banyan.practice.brokerage.selectors.failing import failing
from banyan.practice.brokerage.types.failing import REST, By, Failing


@require_safe
def page(request: PageRequest) -> HttpResponse:
    """Why offers fail here: what those who said no gave as reasons, counted; it is open to everybody."""
    found = failing(_by(request))
    context = {
        "found": found,
        "bys": list(BYS.items()),
        "columns": [_group(found.by, code) for code in found.table.columns] if found.table else [],
        "rows": _rows(found),
        "kept": found.table is not None and any(None in line for line in found.table.cells),
        "since": _month(found, last=False),
        "until": _month(found, last=True),
    }
    return render(request, "desk/failing.html", context)


@require_safe
def table(request: PageRequest) -> HttpResponse:
    """The same as a file: one line for each reason and group; a number that is kept back is left empty."""
    found = failing(_by(request))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="why-offers-fail-{found.by}-{found.until:%Y-%m}.csv"'
    lines = csv.writer(answer)
    lines.writerow(["reason", "reason_label", found.by.value, "label", "count"])
    if found.table is None:
        return answer
    for i, reason in enumerate(found.table.rows):
        for j, group in enumerate(found.table.columns):
            number = found.table.cells[i][j]
            lines.writerow([reason, _reason(reason), group, _group(found.by, group), "" if number is None else number])
        lines.writerow([reason, _reason(reason), "all", "", found.table.sums[i]])
    return answer


def _rows(found: Failing) -> list[tuple[str, tuple[int | None, ...], int]]:
    if found.table is None:
        return []
    told = zip(found.table.rows, found.table.cells, found.table.sums, strict=True)
    return [(_reason(code), cells, total) for code, cells, total in told]


def _by(request: PageRequest) -> By:
    said = request.GET.get("by", "")
    return By(said) if said in set(By) else By.PLACE


def _reason(code: str) -> str:
    return _("Rarer reasons") if code == REST else str(label(DeclineReason(code)))


def _group(by: By, code: str) -> str:
    """A column's name in the reader's language."""
    if code == REST:
        return _("All others")
    if not code:
        return _("Not said")
    language = get_language() or "en"
    if by is By.KIND:
        return str(label(Kind(code)))
    if by is By.SECTOR:
        return next((term_label(one, language) for one in sections() if one.code == code), code)
    try:
        return term_label(place(code), language)
    except UnknownCode:
        return code


def _month(found: Failing, *, last: bool) -> str:
    """The first or the last month that is told."""
    day = found.until if last else found.since
    number = day.year * 12 + day.month - 1 - last
    return str(format_date(date(number // 12, number % 12 + 1, 1), "LLLL y", locale=locale()))
