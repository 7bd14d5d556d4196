from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from banyan.base.errors import Conflict, Invalid, NotFound
from banyan.doors.web.cases.reading import by_person, day_in, refused, version_in
from banyan.doors.web.cases.views import case_page
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.services.cases import case_task_add, case_task_save, case_task_tick


@by_person("task")
def add(request: PersonRequest, public_id: str) -> HttpResponse:
    """One more thing to do."""
    try:
        case_task_add(
            public_id=public_id,
            title=request.POST.get("title", ""),
            owner=request.POST.get("owner", ""),
            due=day_in(request.POST),
            by=request.user,
        )
    except (Invalid, Conflict) as error:
        return case_page(request, public_id, refused("task", error, request.POST))
    messages.success(request, _("Added. Whoever has it in hand is told."))
    return redirect("case", public_id)


@by_person("{task}")
def save(request: PersonRequest, public_id: str, task: str) -> HttpResponse:
    """What is to be done, by whom or until when, said anew."""
    try:
        case_task_save(
            task=task,
            title=request.POST.get("title", ""),
            owner=request.POST.get("owner", ""),
            due=day_in(request.POST),
            by=request.user,
            expected_version=version_in(request.POST),
        )
    except (Invalid, Conflict) as error:
        return case_page(request, public_id, refused(task, error, request.POST))
    messages.success(request, _("Saved."))
    return redirect("case", public_id)


@by_person("tick")
def tick(request: PersonRequest, public_id: str, task: str, verb: str) -> HttpResponse:
    """Ticks a task off, or takes the tick back."""
    if verb not in {"done", "open"}:
        raise NotFound(verb=verb)
    try:
        case_task_tick(task=task, done=verb == "done", by=request.user, expected_version=version_in(request.POST))
    except Conflict as error:
        return case_page(request, public_id, refused("tick", error, request.POST))
    return redirect("case", public_id)
