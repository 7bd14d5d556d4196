from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banyan.base.limits.services import Limit, use
from banyan.domain.listings.types import DeclineReason, options
from banyan.doors.web.search.showing import page_at
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.matchmaking.selectors import notices_of, unread_count
from banyan.practice.matchmaking.services import notice_judge, notices_read

_JUDGED = Limit("notices-judged", times=600, seconds=3600)
_MOST_SEEN = 100


@login_required
@require_safe
def notices(request: PersonRequest) -> HttpResponse:
    """What one is told of, newest first, and why."""
    cursor = request.GET.get("cursor", "")
    page = notices_of(request.user, cursor=cursor)
    context = {
        "notices": page.rows,
        "unread": unread_count(request.user),
        "unseen": [one.id for one in page.rows if one.unread],
        "reasons": options(DeclineReason),
        "next_url": page_at(request.GET, page.next) if page.next else "",
        "first_url": "?" if cursor else "",
    }
    return render(request, "alerts/notices.html", context)


@login_required
@require_POST
def read(request: PersonRequest) -> HttpResponse:
    """Marks notices as read: those that the page names, because it has just shown them, or all."""
    seen = [one[:40] for one in request.POST.getlist("seen")[:_MOST_SEEN]]
    notices_read(by=request.user, ids=seen or None)
    if request.htmx:
        return HttpResponse(status=204)
    messages.success(request, _("Marked as read."))
    return redirect("notices")


@login_required
@require_POST
def judge(request: PersonRequest, public_id: str) -> HttpResponse:
    """ "Not relevant, because", or that taken back."""
    use(_JUDGED, who=request.user.public_id)
    reason = request.POST.get("reason", "")
    if reason and reason not in set(DeclineReason):
        messages.error(request, _("Choose a reason from the list. Nothing was changed."))
    else:
        notice_judge(public_id=public_id, reason=DeclineReason(reason) if reason else None, by=request.user)
        messages.success(request, _("Noted. The order of answers learns from it.") if reason else _("Taken back."))
    return redirect("notices")
