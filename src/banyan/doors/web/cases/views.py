from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from banyan.base.errors import Conflict, Invalid, NotFound
from banyan.domain.listings.types import DeclineReason, Text, options
from banyan.doors.web.cases.reading import Refused, by_person, day_in, refused, version_in, waited
from banyan.doors.web.cases.words import mark, next_step, road
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.enquiries.talking import talk_of
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.documents import case_documents
from banyan.practice.brokerage.selectors.outcomes import case_outcomes
from banyan.practice.brokerage.selectors.package import case_package
from banyan.practice.brokerage.services.cases import case_move, case_name, case_plan, case_release, case_take
from banyan.practice.brokerage.services.seeing import case_read
from banyan.practice.brokerage.types import STAGES, Move

_MOVES = frozenset(Move) - {Move.OPEN}
_DONE: Mapping[str, Text] = {
    "advance": gettext_lazy("Done: the case has moved on. The others are told."),
    "skip": gettext_lazy("Done: the case goes on without a pilot. The others are told."),
    "back": gettext_lazy("Done: the case went one stage back. The others are told."),
    "close": gettext_lazy("Closed. The others read your reason; the case can be opened again."),
    "reopen": gettext_lazy("Open again. The others are told."),
    "take": gettext_lazy("The case is in your hands now."),
    "release": gettext_lazy("The case is back on the desk of the chapter."),
    "name": gettext_lazy("They can read now who you are and how to reach you."),
}


@login_required
@require_safe
def case(request: PersonRequest, public_id: str) -> HttpResponse:
    """One case: where it stands, what is next and who has it in hand, what is to be done, who takes part."""
    return case_page(request, public_id, waited(request))


@by_person("{verb}")
def act(request: PersonRequest, public_id: str, verb: str) -> HttpResponse:
    """Moves the case, takes it in hand or tells a name; when that cannot be, says why and keeps what was typed."""
    if verb not in _DONE:
        raise NotFound(verb=verb)
    try:
        _service(request, verb)(public_id=public_id, by=request.user, expected_version=version_in(request.POST))
    except (Invalid, Conflict) as error:
        return case_page(request, public_id, refused(verb, error, request.POST))
    messages.success(request, str(_DONE[verb]))
    return redirect("case", public_id)


@by_person("plan")
def plan(request: PersonRequest, public_id: str) -> HttpResponse:
    """Says who has the present stage in hand, until when, and what is next."""
    try:
        case_plan(
            public_id=public_id,
            by=request.user,
            owner=request.POST.get("owner", ""),
            due=day_in(request.POST),
            next_step=request.POST.get("next_step", ""),
            expected_version=version_in(request.POST),
        )
    except (Invalid, Conflict) as error:
        return case_page(request, public_id, refused("plan", error, request.POST))
    messages.success(request, str(gettext_lazy("Saved.")))
    return redirect("case", public_id)


def case_page(request: PersonRequest, public_id: str, no: Refused | None = None) -> HttpResponse:
    """The page of a case; ``no`` is a form on it that could not be taken."""
    view = case_read(public_id, by=request.user)
    context = {
        "view": view,
        "mark": mark(view.stage),
        "stage": STAGES[view.stage],
        "next_step": next_step(view),
        "following": STAGES[view.following] if view.following else "",
        "moves": {move.value for move in view.moves},
        "road": road(view),
        "open_tasks": [task for task in view.tasks if task.done is None],
        "done_tasks": [task for task in view.tasks if task.done is not None],
        "package": case_package(public_id, for_user=request.user, candidates=False),
        "outcomes": case_outcomes(public_id, for_user=request.user),
        "reasons": options(DeclineReason),
        "documents": case_documents(public_id, for_user=request.user).counted,
        "no": no,
        "tried": no.form if no else "",
        "typed": no.typed.get("text", "") if no else "",
        "typist": waiting.typist(request.user),
        "of_case": True,
        **talk_of(
            request,
            public_id,
            write_url=reverse("case_message", args=[public_id]),
            whole_url=reverse("case_messages", args=[public_id]),
        ),
    }
    return render(request, "cases/one.html", context, status=no.status if no else 200)


def _service(request: PersonRequest, verb: str) -> Callable[..., None]:
    if verb not in {move.value for move in _MOVES}:
        return {"take": case_take, "release": case_release, "name": case_name}[verb]
    reason = request.POST.get("reason", "")
    return partial(
        case_move,
        move=Move(verb),
        reason=DeclineReason(reason) if reason in set(DeclineReason) else None,
        line=request.POST.get("line", ""),
    )
