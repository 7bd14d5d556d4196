from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from banyan.doors.web.cases.reading import Refused, waited
from banyan.doors.web.cases.words import GROUPS, mark
from banyan.doors.web.mine.reviewing import reviews
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.calendar import calendar_secret
from banyan.practice.brokerage.selectors.cases import case_counts
from banyan.practice.brokerage.services.seeing import cases_read
from banyan.practice.brokerage.types import STAGES


@login_required
@require_safe
def cases_list(request: PersonRequest) -> HttpResponse:
    """One's own cases, and for those who look after a chapter the cases there."""
    return list_page(request, waited(request))


def list_page(request: PersonRequest, no: Refused | None = None) -> HttpResponse:
    """The list; ``no`` is the form on it that could not be taken."""
    looks_after = reviews(request.user)
    chapter = looks_after and (request.GET.get("of", "") == "chapter" or no is not None)
    group = request.GET.get("stage", "")
    stages = GROUPS[group][1] if group in GROUPS else ()
    cursor = request.GET.get("cursor", "")
    found = cases_read(by=request.user, chapter=chapter, stages=stages, cursor=cursor)
    by_stage = case_counts(request.user, chapter=chapter)
    query = request.GET.copy()
    query.pop("cursor", None)
    first_url = f"?{query.urlencode()}"
    query["cursor"] = found.next or ""
    secret = calendar_secret(request.user)
    context = {
        "lines": [{"row": row, "stage": STAGES[row.stage], "mark": mark(row.stage)} for row in found.rows],
        "looks_after": looks_after,
        "chapter": chapter,
        "groups": [
            (name, label, count)
            for name, (label, stages) in GROUPS.items()
            if (count := sum(by_stage.get(one, 0) for one in stages))
        ],
        "group": group if group in GROUPS else "",
        "total": sum(by_stage.values()),
        "next_url": f"?{query.urlencode()}" if found.next else "",
        "first_url": first_url if cursor else "",
        "calendar_url": settings.BANYAN_URL + reverse("calendar", args=[secret]) if secret else "",
        "no": no,
    }
    return render(request, "cases/list.html", context, status=no.status if no else 200)
