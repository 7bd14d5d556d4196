"""The broker drafts, changes and sends. What is typed survives a refusal, and being signed out meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banyan.base.errors import Conflict, Invalid
from banyan.doors.web.cases.reading import Refused, by_person, refused, version_in, waited
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.shell.requests import PageRequest, PersonRequest, is_person
from banyan.practice.brokerage.selectors.answers import answer_get
from banyan.practice.brokerage.services.answers import answer_draft, answer_save, answer_send
from banyan.practice.brokerage.types.answer import (
    MOST_INTRO,
    MOST_LINE,
    MOST_OPTIONS,
    MOST_PART,
    AnswerEdit,
    AnswerVerb,
    AnswerView,
    HelpEdit,
    HelpWords,
    OptionEdit,
)
from banyan.practice.brokerage.types.answer_labels import HELP_KINDS

_ID = 30


@by_person("draft", "listing")
def draft(request: PersonRequest, public_id: str) -> HttpResponse:
    """Drafts an answer to a need, or goes on with the draft there is."""
    try:
        made = answer_draft(need=public_id, by=request.user)
    except Conflict as error:
        messages.error(request, str(error.sentence))
        return redirect("listing", public_id)
    if not made.made:
        messages.info(request, _("There is a draft for this need already. Here it is."))
    return redirect("answer_write", made.id)


@require_http_methods(["GET", "POST"])
def write(request: PageRequest, public_id: str) -> HttpResponse:
    """The form in which the broker changes the draft, keeps it or sends it."""
    if not is_person(request):
        if request.method == "POST":
            waiting.keep(request.session, request.path, request.POST)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    view = answer_get(public_id, for_user=request.user)
    if request.method == "POST":
        return _take(request, view)
    typed = waited(request)
    if typed is None and AnswerVerb.SAVE not in view.verbs:
        messages.info(request, _("What was sent, or taken back, is not changed any more."))
        return redirect("answer", public_id)
    return _page(request, view, typed)


def _take(request: PersonRequest, view: AnswerView) -> HttpResponse:
    sends = "send" in request.POST
    do = answer_send if sends else answer_save
    try:
        do(
            public_id=view.id,
            by=request.user,
            edit=edit_in(request.POST.dict(), view),
            expected_version=version_in(request.POST),
        )
    except (Invalid, Conflict) as error:
        # the page is made from what is stored by now, with what was typed on top
        again = answer_get(view.id, for_user=request.user)
        return _page(request, again, refused("write", error, request.POST))
    if _shared_place(request.POST.dict()):
        messages.info(request, _("Two options stood on one place. They were numbered anew, in the order of the page."))
    if sends:
        messages.success(request, _("Sent. They get a letter, and you hear from us when they reply."))
        return redirect("answer", view.id)
    messages.success(request, _("Saved. Nobody but your chapter has seen it yet."))
    return redirect("answer_write", view.id)


def _shared_place(said: Mapping[str, str]) -> bool:
    """Whether two options were given the same place."""
    places = [place for name, text in said.items() if name.startswith("place-") and (place := _place(text))]
    return len(set(places)) < len(places)


def edit_in(said: Mapping[str, str], view: AnswerView) -> AnswerEdit:
    """What the form says of what stands in the answer."""
    add = said.get("add", "").strip().rstrip("/")
    return AnswerEdit(
        intro=said.get("intro", ""),
        nothing=said.get("nothing", ""),
        options={
            one.listing: OptionEdit(
                place=_place(said[f"place-{one.listing}"]),
                why=said.get(f"why-{one.listing}", ""),
                doubts=said.get(f"doubts-{one.listing}", ""),
                step=said.get(f"step-{one.listing}", ""),
            )
            for one in view.words.options
            if f"place-{one.listing}" in said
        },
        helps={
            one.listing: HelpEdit(f"take-{one.listing}" in said, said[f"line-{one.listing}"])
            for one in view.words.helps
            if f"line-{one.listing}" in said
        },
        add=add[-_ID:] if add else "",
    )


def _place(said: str) -> int:
    return int(said) if said in {"1", "2", "3"} else 0


def _page(request: PersonRequest, view: AnswerView, no: Refused | None) -> HttpResponse:
    typed = no.typed if no is not None else None
    # who was told that there is something newer, and sees it, may write over it; nobody else
    version = str(view.version) if no is None or no.status == Conflict.status else no.typed.get("version", "")
    stored = {**_stored(view), "intro": view.words.intro, "nothing": view.words.nothing, "add": ""}
    said = {name: typed.get(name, text) for name, text in stored.items()} if typed is not None else stored
    newer = _newer(view, stored, typed)
    context = {
        "view": view,
        "version": version,
        "said": said,
        "newer": newer,
        "options": [
            {
                "option": one,
                "place": said[f"place-{one.listing}"],
                "why": said[f"why-{one.listing}"],
                "doubts": said[f"doubts-{one.listing}"],
                "step": said[f"step-{one.listing}"],
                "gone": not one.title,
                "newer": {part: newer.get(f"{part}-{one.listing}") for part in ("place", "why", "doubts", "step")},
            }
            for one in view.words.options
        ],
        "helps": [
            {
                "help": one,
                "kind": HELP_KINDS.get(one.kind, one.kind),
                "taken": _taken(one, typed),
                "line": said[f"line-{one.listing}"],
                "gone": not one.title,
                "newer": {part: newer.get(f"{part}-{one.listing}") for part in ("take", "line")},
            }
            for one in view.words.helps
        ],
        "places": [str(place) for place in range(1, MOST_OPTIONS + 1)],
        "most": {"intro": MOST_INTRO, "part": MOST_PART, "line": MOST_LINE},
        "stands": AnswerVerb.SAVE in view.verbs,
        "no": no,
    }
    return render(request, "answering/write.html", context, status=no.status if no else 200)


def _newer(view: AnswerView, stored: Mapping[str, str], typed: Mapping[str, str] | None) -> dict[str, str]:
    """What is stored where an old form says something else."""
    if typed is None or typed.get("version") == str(view.version):
        return {}
    found = {
        name: text for name, text in stored.items() if name != "add" and _lines(typed.get(name, text)) != _lines(text)
    }
    found |= {name: text or _("left out") for name, text in found.items() if name.startswith("place-")}
    for one in view.words.helps:
        if one.taken != _taken(one, typed):
            found[f"take-{one.listing}"] = one.title if one.taken else _("left out")
    return found


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _taken(one: HelpWords, typed: Mapping[str, str] | None) -> bool:
    """Whether it is ticked: as typed, where it stood in the form."""
    if typed is None or f"line-{one.listing}" not in typed:
        return one.taken
    return f"take-{one.listing}" in typed


def _stored(view: AnswerView) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in view.words.options:
        found[f"place-{one.listing}"] = str(one.place or "")
        found[f"why-{one.listing}"] = one.why
        found[f"doubts-{one.listing}"] = one.doubts
        found[f"step-{one.listing}"] = one.step
    for other in view.words.helps:
        found[f"line-{other.listing}"] = other.line
    return found
