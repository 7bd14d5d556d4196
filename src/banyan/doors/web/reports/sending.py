"""The form to report something."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banyan.base.errors import BanyanError, Conflict, Invalid, TooMany
from banyan.domain.listings.selectors import listing_get
from banyan.domain.moderation.errors import Unlikely
from banyan.domain.moderation.services import listing_report, person_like
from banyan.domain.moderation.types import REASONS, Reason
from banyan.doors.web.posting.limits import who
from banyan.doors.web.shell.guard import guard_fields, guard_in
from banyan.doors.web.shell.requests import PageRequest, PersonRequest, is_person
from banyan.practice.brokerage.services import message_report, message_to_report

PURPOSE = "report"


@require_http_methods(["GET", "POST"])
def of_listing(request: PageRequest, public_id: str) -> HttpResponse:
    """Anybody who may read a listing reports it; also without an account."""
    view = listing_get(public_id, for_user=request.user)
    visitor = "" if is_person(request) else who(request)
    send = partial(listing_report, public_id=public_id, by=request.user, visitor=visitor)
    return _form(request, send, {"listing": view})


@login_required
@require_http_methods(["GET", "POST"])
def of_message(request: PersonRequest, public_id: str) -> HttpResponse:
    """Whoever has a part in a thread reports what the other side wrote there."""
    thing = message_to_report(public_id, for_user=request.user)
    return _form(request, partial(message_report, public_id=public_id, by=request.user), {"words": thing.words})


def _form(request: PageRequest, send: Callable[..., str], about: dict[str, object]) -> HttpResponse:
    error: BanyanError | None = None
    chosen, line = request.POST.get("reason", ""), request.POST.get("line", "")
    if request.method == "POST":
        try:
            if not is_person(request):
                person_like(guard_in(request), PURPOSE)
            flag = send(reason=Reason(chosen) if chosen in set(Reason) else None, line=line)
        except (Invalid, Conflict, TooMany, Unlikely) as refused:
            error = refused
        else:
            messages.success(request, _("Thank you. A person looks at it; nothing is hidden until they decide."))
            if is_person(request):
                return redirect("report", flag)
            return redirect("listing", request.resolver_match.kwargs["public_id"] if request.resolver_match else "")
    wrong = [str(said) for lines in error.fields.values() for said in lines] if isinstance(error, Invalid) else []
    context = {
        **about,
        "reasons": list(REASONS.items()),
        "chosen": chosen,
        "line": line,
        "sentences": wrong or ([str(error.sentence)] if error else []),
        "guard": guard_fields(request, PURPOSE),
    }
    return render(request, "reports/send.html", context, status=error.status if error else 200)
