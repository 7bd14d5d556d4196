"""What became of it: answered by the link of a letter, without signing in, or from the page of the case.

A link that is followed only shows the question: programs that look at letters before people do answer nothing.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banyan.base.errors import Conflict, Invalid, NotFound
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason, options
from banyan.doors.web.cases.reading import Refused, refused, waited
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.shell.requests import PageRequest, is_person
from banyan.practice.brokerage.selectors.outcomes import outcome_get
from banyan.practice.brokerage.services.cases import case_outcome_answer, outcome_in
from banyan.practice.brokerage.types.outcome import UseAnswer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_letter(request: PageRequest, token: str) -> HttpResponse:
    """The question of a letter: GET shows it with its buttons, POST answers it."""
    outcome, person = outcome_in(token)
    if request.method != "POST":
        return _page(request, outcome, person)
    no = _answered(request, outcome, person)
    if no is not None:
        return _page(request, outcome, person, no)
    return _page(request, outcome, person, thanks=True)


@require_http_methods(["GET", "HEAD", "POST"])
def by_page(request: PageRequest, public_id: str, outcome: str) -> HttpResponse:
    """The same for somebody who is signed in; words of somebody who was signed out meanwhile wait for them."""
    if not is_person(request):
        if request.method == "POST":
            typed = request.POST.copy()
            typed["form"] = request.POST.get("answer", "")
            waiting.keep(request.session, request.path, typed)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    view = outcome_get(outcome, for_user=request.user)
    if view.case != public_id:
        raise NotFound(id=outcome)
    if request.method != "POST":
        return _page(request, outcome, request.user, waited(request))
    no = _answered(request, outcome, request.user)
    if no is not None:
        return _page(request, outcome, request.user, no)
    messages.success(request, _("Thank you. The others are told."))
    return redirect("case", public_id)


def _answered(request: PageRequest, outcome: str, person: SignedIn) -> Refused | None:
    answer, reason = request.POST.get("answer", ""), request.POST.get("reason", "")
    if answer not in set(UseAnswer):
        raise NotFound(answer=answer)
    try:
        case_outcome_answer(
            outcome=outcome,
            answer=UseAnswer(answer),
            reason=DeclineReason(reason) if reason in set(DeclineReason) else None,
            line=request.POST.get("line", ""),
            by=person,
        )
    except (Invalid, Conflict) as error:
        return refused(answer, error, request.POST)
    return None


def _page(
    request: PageRequest, outcome: str, person: SignedIn, no: Refused | None = None, *, thanks: bool = False
) -> HttpResponse:
    wanted = request.GET.get("answer", "")
    context = {
        "view": outcome_get(outcome, for_user=person),
        "wanted": wanted if wanted in set(UseAnswer) else "",
        "reasons": options(DeclineReason),
        "thanks": thanks,
        "no": no,
    }
    return render(request, "cases/outcome.html", context, status=no.status if no else 200)
