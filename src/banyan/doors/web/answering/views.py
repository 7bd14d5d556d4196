from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from banyan.base.errors import Conflict, NotFound
from banyan.domain.listings.selectors import listing_get
from banyan.domain.listings.types import DeclineReason, Text, label, options
from banyan.doors.web.answering.words import MARKS, REPLY_MARKS, first_said
from banyan.doors.web.cases.reading import Refused, by_person, refused, version_in, waited
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.formats import answer_pdf
from banyan.practice.brokerage.selectors.answers import answer_get, may_answer
from banyan.practice.brokerage.services.answers import answer_hear, answer_withdraw
from banyan.practice.brokerage.types import Words
from banyan.practice.brokerage.types.answer import AnswerPart, AnswerVerb, AnswerView, OptionView
from banyan.practice.brokerage.types.answer_labels import ANSWER_STATES, HELP_KINDS, REPLY_WORDS

_ACTS: Mapping[str, tuple[Callable[..., None], Text]] = {
    "hear": (answer_hear, gettext_lazy("Marked as read: it does not wait at the desk any more.")),
    "withdraw": (answer_withdraw, gettext_lazy("Taken back.")),
}
#: Where somebody says something of an option.
_SAID = ("line", "who", "what", "hopes")


@login_required
@require_safe
def answer(request: PersonRequest, public_id: str) -> HttpResponse:
    """The answer as it was sent; brokers also read drafts, and earlier versions by ``?edition=``."""
    return answer_page(request, public_id, waited(request))


@login_required
@require_safe
def printed(request: PersonRequest, public_id: str) -> HttpResponse:
    """The same on two pages at most, in the seeker's language."""
    view = answer_get(public_id, for_user=request.user)
    found = HttpResponse(answer_pdf(view), content_type="application/pdf")
    found["Content-Disposition"] = f'inline; filename="answer-{view.id[-8:]}.pdf"'
    found["Cache-Control"] = "private, no-store"
    return found


@by_person("{verb}", "answer")
def act(request: PersonRequest, public_id: str, verb: str) -> HttpResponse:
    """Marks replies as read, or takes the answer back."""
    if verb not in _ACTS:
        raise NotFound(verb=verb)
    do, done = _ACTS[verb]
    try:
        do(public_id=public_id, by=request.user, expected_version=version_in(request.POST))
    except Conflict as error:
        return answer_page(request, public_id, refused(verb, error, request.POST))
    messages.success(request, str(done))
    return redirect("answer", public_id)


def answer_page(request: PersonRequest, public_id: str, no: Refused | None = None) -> HttpResponse:
    """The page of an answer; ``no`` is a form on it that could not be taken."""
    view = answer_get(public_id, for_user=request.user, edition=_edition(request.GET.get("edition", "")))
    seeker, broker = AnswerPart.SEEKER in view.parts, AnswerPart.BROKER in view.parts
    context = {
        "view": view,
        "state": ANSWER_STATES[view.state],
        "mark": MARKS[view.state],
        "seeker": seeker,
        "broker": broker,
        "older": bool(view.editions) and view.edition != view.editions[-1].number,
        "lines": [_line(one) for one in view.options],
        "helps": [{"help": one, "kind": HELP_KINDS.get(one.kind, one.kind)} for one in view.helps],
        "verbs": set(view.verbs),
        "may_write": AnswerVerb.SAVE in view.verbs,
        "another": broker and AnswerVerb.SAVE not in view.verbs and may_answer(view.need, asker=request.user),
        "enquiry": _first_said(view, request) if seeker and any(one.replies for one in view.options) else None,
        "reasons": options(DeclineReason),
        "no": no,
        "kept": _kept(view, no) if no else [],
    }
    return render(request, "answering/one.html", context, status=no.status if no else 200)


def _line(one: OptionView) -> dict[str, object]:
    reply = one.reply
    return {
        "option": one,
        "said": REPLY_WORDS[reply.word] if reply else "",
        "sign": REPLY_MARKS[reply.word] if reply else "",
        "because": label(reply.reason) if reply and reply.reason else "",
        "replies": {word.value for word in one.replies},
    }


def _kept(view: AnswerView, no: Refused) -> list[str]:
    """What was typed of an option, where the form for it does not stand on the page any more."""
    word, reason = no.typed.get("word", ""), no.typed.get("reason", "")
    if any(one.listing == no.form and word in {known.value for known in one.replies} for one in view.options):
        return []
    because = str(label(DeclineReason(reason))) if reason in set(DeclineReason) else ""
    return [text for text in (because, *(no.typed.get(name, "") for name in _SAID)) if text.strip()]


def _first_said(view: AnswerView, request: PersonRequest) -> Words:
    try:
        return first_said(listing_get(view.need, for_user=request.user), unnamed=view.unnamed)
    except NotFound:
        return Words()


def _edition(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else None
