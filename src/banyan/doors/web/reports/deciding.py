"""The stewards' list of reports, and one report for whoever has a part in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import BanyanError, Conflict, Invalid, NotAllowed, NotFound
from banyan.domain.listings.types import Text
from banyan.domain.moderation import services
from banyan.domain.moderation.selectors import flag_get, flags, oversees, waiting_count
from banyan.domain.moderation.types import (
    MEASURES,
    REASONS,
    STATES,
    THINGS,
    VERBS,
    Reason,
    State,
    Verb,
)
from banyan.doors.web.shell.requests import PersonRequest

_DONE: Mapping[Verb, Text] = {
    Verb.DISMISS: gettext_lazy("It stays as it is. Whoever reported it is told."),
    Verb.RESOLVE: gettext_lazy("Taken down. Its owner reads your reason and may object once."),
    Verb.APPEAL: gettext_lazy("Your objection is sent. Somebody else decides, and you hear of it."),
    Verb.UPHOLD: gettext_lazy("It stays down. Its owner reads your reason."),
    Verb.OVERTURN: gettext_lazy("The decision is taken back. Its owner is told."),
}
#: The mark beside each state: its shape and colour.
_MARKS: Mapping[State, str] = {
    State.WAITING: "unknown",
    State.APPEALED: "doubt",
    State.DISMISSED: "fits",
    State.OVERTURNED: "fits",
}


@login_required
@require_safe
def reports(request: PersonRequest) -> HttpResponse:
    """What was reported in the chapters one is steward of: what waits, or what was decided."""
    if not oversees(request.user):
        raise NotAllowed(_("Only stewards of a chapter and those who run this node read what is reported."))
    decided = request.GET.get("show") == "decided"
    cursor = request.GET.get("cursor", "")
    found = flags(request.user, open_=not decided, cursor=cursor)
    first = "?show=decided" if decided else "?"
    context = {
        "lines": [
            {
                "row": row,
                "thing": THINGS[row.kind],
                "reason": REASONS[row.reason],
                "state": STATES[row.state],
                "mark": _MARKS.get(row.state, "conflict"),
            }
            for row in found.rows
        ],
        "decided": decided,
        "waiting": waiting_count(request.user),
        "next_url": f"{first}&cursor={found.next}" if found.next else "",
        "first_url": first if cursor else "",
    }
    return render(request, "reports/list.html", context)


@login_required
@require_safe
def report(request: PersonRequest, public_id: str) -> HttpResponse:
    """One report: for stewards all of it, for the owner what was decided, for whoever reported it what became of it."""
    return _page(request, public_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: PersonRequest, public_id: str, verb: str) -> HttpResponse:
    """Decides or objects; when it cannot be done, says why and shows again what was typed."""
    if verb not in {known.value for known in _DONE}:
        raise NotFound(verb=verb)
    if request.method == "GET":
        return redirect("report", public_id)
    said = request.POST.get("version", "")
    version = int(said) if said.isdecimal() and len(said) < 10 else 0
    try:
        _service(request, Verb(verb))(public_id=public_id, by=request.user, expected_version=version)
    except (Invalid, Conflict) as error:
        return _page(request, public_id, tried=verb, error=error)
    messages.success(request, str(_DONE[Verb(verb)]))
    return redirect("report", public_id)


def _service(request: PersonRequest, verb: Verb) -> Callable[..., None]:
    text, reason = request.POST.get("text", ""), request.POST.get("reason", "")
    known: dict[Verb, Callable[..., None]] = {
        Verb.DISMISS: partial(services.flag_dismiss, note=text),
        Verb.RESOLVE: partial(
            services.flag_resolve, note=text, reason=Reason(reason) if reason in set(Reason) else None
        ),
        Verb.APPEAL: partial(services.flag_appeal, text=text),
        Verb.UPHOLD: partial(services.flag_uphold, note=text),
        Verb.OVERTURN: partial(services.flag_overturn, note=text),
    }
    return known[verb]


def _page(request: PersonRequest, public_id: str, *, tried: str = "", error: BanyanError | None = None) -> HttpResponse:
    view = flag_get(public_id, for_user=request.user)
    wrong = [str(said) for lines in error.fields.values() for said in lines] if isinstance(error, Invalid) else []
    typed = request.POST.get("text", "")
    context = {
        "view": view,
        "thing": THINGS[view.kind],
        "state": STATES[view.state],
        "mark": _MARKS.get(view.state, "conflict"),
        "reason": REASONS[view.reason],
        "found": REASONS[view.found] if view.found else "",
        "measure": MEASURES[view.measure] if view.found else "",
        "history": [(line, VERBS[line.verb]) for line in view.history],
        "reasons": list(REASONS.items()),
        "chosen": request.POST.get("reason", "") or view.reason.value,
        "verbs": {verb.value for verb in view.verbs},
        "tried": tried,
        "typed": typed,
        "stranded": typed if error and tried not in {verb.value for verb in view.verbs} else "",
        "sentences": wrong or ([str(error.sentence)] if error else []),
        "oversees": oversees(request.user),
    }
    return render(request, "reports/one.html", context, status=error.status if error else 200)
