from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banyan.doors.web.answering.words import MARKS
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.answers import answers, unanswered
from banyan.practice.brokerage.selectors.desk import at_desk
from banyan.practice.brokerage.types.answer_labels import ANSWER_STATES


@login_required
@require_safe
def answer_list(request: PersonRequest) -> HttpResponse:
    """Answers to one's own needs; for those who look after a chapter, needs without one and those of the chapter."""
    looks_after = at_desk(request.user)
    chapter = looks_after and request.GET.get("of", "") != "mine"
    cursor = request.GET.get("cursor", "")
    found = answers(request.user, chapter=chapter, cursor=cursor)
    query = request.GET.copy()
    query.pop("cursor", None)
    first_url = f"?{query.urlencode()}"
    query["cursor"] = found.next or ""
    context = {
        "lines": [{"row": row, "state": ANSWER_STATES[row.state], "mark": MARKS[row.state]} for row in found.rows],
        "looks_after": looks_after,
        "chapter": chapter,
        "unanswered": unanswered(request.user) if chapter and not cursor else (),
        "next_url": f"?{query.urlencode()}" if found.next else "",
        "first_url": first_url if cursor else "",
    }
    return render(request, "answering/list.html", context)
