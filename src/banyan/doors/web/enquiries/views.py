from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import BanyanError, Conflict, Invalid, NotFound
from banyan.domain.listings.types import DeclineReason, Text, options
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.enquiries.talking import talk_of
from banyan.doors.web.enquiries.words import coming, mark, next_step, standing
from banyan.doors.web.listing.past import glimpses
from banyan.doors.web.shell.requests import PageRequest, PersonRequest, is_person
from banyan.practice.brokerage import services
from banyan.practice.brokerage.selectors import enquiry_seen_by
from banyan.practice.brokerage.selectors.cases import case_of_enquiry
from banyan.practice.brokerage.types import Verb

_DONE: Mapping[Verb, Text] = {
    Verb.ASK: gettext_lazy("Your question is sent. Your clock stands still until they answer."),
    Verb.REPLY: gettext_lazy("Your answer is sent."),
    Verb.ACCEPT: gettext_lazy("Accepted. You now know each other's names and addresses."),
    Verb.DECLINE: gettext_lazy("Declined. They read your reason."),
    Verb.WITHDRAW: gettext_lazy("Taken back."),
    Verb.FINISH: gettext_lazy("Put away."),
}


@login_required
@require_safe
def enquiry(request: PersonRequest, public_id: str) -> HttpResponse:
    """One enquiry: who asks what, what was said, what happens next and when."""
    typed = waiting.take(request.session, request.path, request.user)
    if typed is None:
        return page_of(request, public_id)
    messages.info(request, _("You had been signed out. Your words are kept: look at them and send them again."))
    return page_of(request, public_id, tried=typed.get("verb", ""), typed=typed)


@require_http_methods(["GET", "POST"])
def act(request: PageRequest, public_id: str, verb: str) -> HttpResponse:
    """Takes a step; when it cannot be taken, says why and shows again what was typed."""
    if verb not in {known.value for known in _DONE}:
        raise NotFound(verb=verb)
    page = reverse("enquiry", args=[public_id])
    if request.method == "GET":
        return redirect(page)
    if not is_person(request):
        typed = request.POST.copy()
        typed["verb"] = verb
        waiting.keep(request.session, page, typed)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': page})}")
    step = Verb(verb)
    try:
        _service(request, step)(public_id=public_id, by=request.user, expected_version=_version(request))
    except (Invalid, Conflict) as error:
        return page_of(request, public_id, tried=step.value, typed=request.POST.dict(), error=error)
    messages.success(request, str(_DONE[step]))
    return redirect("enquiry", public_id)


def _service(request: PersonRequest, step: Verb) -> Callable[..., None]:
    text = request.POST.get("text", "")
    reason = request.POST.get("reason", "")
    known: dict[Verb, Callable[..., None]] = {
        Verb.ASK: partial(services.enquiry_ask, text=text),
        Verb.REPLY: partial(services.enquiry_reply, text=text),
        Verb.ACCEPT: partial(services.enquiry_accept, text=text),
        Verb.DECLINE: partial(
            services.enquiry_decline, line=text, reason=DeclineReason(reason) if reason in set(DeclineReason) else None
        ),
        Verb.WITHDRAW: services.enquiry_withdraw,
        Verb.FINISH: services.enquiry_finish,
    }
    return known[step]


def _version(request: PersonRequest) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def page_of(
    request: PersonRequest,
    public_id: str,
    *,
    tried: str = "",
    typed: Mapping[str, object] | None = None,
    error: BanyanError | None = None,
) -> HttpResponse:
    """The page of an enquiry; with what was tried, what was typed and why it could not be done."""
    view = services.enquiry_read(public_id, by=request.user)
    wrong = [str(line) for said in error.fields.values() for line in said] if isinstance(error, Invalid) else []
    context = {
        "view": view,
        "case": case_of_enquiry(public_id, for_user=request.user),
        "standing": standing(view),
        "mark": mark(view),
        "next_step": next_step(view),
        "coming": coming(view),
        "seen": glimpses(enquiry_seen_by(public_id, for_user=request.user)),
        "verbs": {verb.value for verb in view.verbs},
        "reasons": options(DeclineReason),
        "tried": tried,
        "sentences": wrong or ([str(error.sentence)] if error else []),
        "typed": typed.get("text", "") if typed else "",
        "chosen": typed.get("reason", "") if typed else "",
        "typist": waiting.typist(request.user),
        **talk_of(
            request,
            public_id,
            write_url=reverse("message_write", args=[public_id]),
            whole_url=reverse("messages_take_away", args=[public_id]),
        ),
    }
    return render(request, "enquiries/one.html", context, status=error.status if error else 200)
