from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import Invalid
from banyan.doors.web.enquiries.words import GROUPS, SIDES, mark, standing
from banyan.doors.web.mine.reviewing import reviews
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors import counts, promises_of
from banyan.practice.brokerage.services import enquiries_read, promise_set


@login_required
@require_safe
def enquiries_list(request: PersonRequest) -> HttpResponse:
    """What one asked, what one is asked, and for those who look after a chapter what is asked there."""
    sides = {name: said for name, said in SIDES.items() if name != "chapter" or reviews(request.user)}
    wanted = request.GET.get("side", "")
    side = sides[wanted][1] if wanted in sides else None
    group = request.GET.get("state", "")
    states = GROUPS[group][1] if group in GROUPS else ()
    cursor = request.GET.get("cursor", "")
    found = enquiries_read(by=request.user, side=side, states=states, cursor=cursor)
    by_state = counts(request.user, side)
    query = request.GET.copy()
    query.pop("cursor", None)
    first = query.urlencode()
    query["cursor"] = found.next or ""
    context = {
        "lines": [{"row": row, "standing": standing(row), "mark": mark(row)} for row in found.rows],
        "sides": [(name, label) for name, (label, _side) in sides.items()],
        "side": wanted if wanted in sides else "",
        "groups": [
            (name, label, count)
            for name, (label, states) in GROUPS.items()
            if (count := sum(by_state.get(one, 0) for one in states))
        ],
        "group": group if group in GROUPS else "",
        "total": sum(by_state.values()),
        "next_url": f"?{query.urlencode()}" if found.next else "",
        "first_url": f"?{first}" if cursor else "",
        "promises": promises_of(request.user),
    }
    return render(request, "enquiries/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def promise(request: PersonRequest) -> HttpResponse:
    """Within how many days the person, or their organisation, answers; somebody who had to sign in comes by GET."""
    if request.method == "GET":
        return redirect("enquiries")
    said = request.POST.get("days", "").strip()
    days = int(said) if said.isdecimal() and len(said) < 5 else 0 if said else None
    try:
        promise_set(days=days, by=request.user, organisation=request.POST.get("organisation", ""))
    except Invalid as error:
        messages.error(request, str(error.fields["days"][0]))
    else:
        messages.success(request, _("Saved. It holds for enquiries from now on."))
    return redirect("enquiries")
