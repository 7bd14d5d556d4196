"""The one page on which answers are written, whatever the kind and wherever they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from banyan.base.clock import now
from banyan.base.ids import new_id
from banyan.base.text import base_language
from banyan.domain.accounts.policy import Asker, SignedIn
from banyan.domain.chapters.selectors import chapters
from banyan.domain.listings.selectors import BY_NAME, completeness, recipients
from banyan.domain.listings.types import Completeness, Kind, State, label, text
from banyan.domain.organisations.selectors import organisations_of
from banyan.doors.web.posting.forms import (
    Answers,
    Circle,
    Errors,
    Guesses,
    ListingForm,
    answers_posted,
    asked_of,
    readable,
    seen_of,
    shown_answer,
)
from banyan.doors.web.posting.keeping import Held
from banyan.doors.web.posting.reasons import reason_of
from banyan.doors.web.posting.understanding import Understand, guesses_of, understood
from banyan.doors.web.shell.requests import PageRequest

_NEW = {
    Kind.NEED: _("Is this what you mean?"),
    Kind.OFFER: _("Describe your solution"),
    Kind.SERVICE: _("Offer a service"),
    Kind.FUNDING: _("Offer money"),
    Kind.FACILITY: _("Offer a laboratory or test site"),
    Kind.TRAINING: _("Offer a training"),
}
#: How many missing answers are named.
_MOST_MISSING = 5


@dataclass(frozen=True, slots=True)
class Clash:
    """A question that two people answered differently at the same time."""

    name: str
    label: str
    mine: str
    theirs: str


def circle_of(asker: Asker) -> Circle:
    """Whom the writer may name."""
    named = tuple((row.slug, row.name) for row in chapters())
    if not isinstance(asker, SignedIn):
        return Circle(chapters=named)
    own = tuple((row.slug, row.name) for row in organisations_of(asker))
    return Circle(signed_in=True, organisations=own, chapters=named)


def prefilled(request: PageRequest) -> Answers:
    """What we know without asking: the language of the pages, the person's address, their only organisation."""
    known: Answers = {"language": base_language(get_language() or "en")}
    if isinstance(request.user, SignedIn):
        known["contact"] = request.user.email
        own = circle_of(request.user).organisations
        known["organisation"] = own[0][0] if len(own) == 1 else ""
    return known


def posted(request: PageRequest, kind: Kind, post: QueryDict | None = None) -> Answers:
    """What was typed into the form of this kind, now or (``post``) before."""
    asked = asked_of(kind, circle_of(request.user))
    answers = answers_posted(asked, request.POST if post is None else post, language=get_language() or "en")
    if "auto" not in request.POST:
        return answers
    return {question.name: readable(question, answers[question.name]) for question in asked}


def address_of(held_id: str, kind: Kind) -> str:
    """Where answers that are kept are written on."""
    if held_id.startswith("lst_"):
        return reverse("listing_edit", args=[held_id])
    return reverse("need_draft" if kind is Kind.NEED else "draft", args=[held_id])


def guesses_for(understand: Understand, held: Held) -> Guesses:
    """What is understood from the words of a need; nothing for other kinds."""
    words = text(held.values, "problem")
    if held.kind is not Kind.NEED or not words:
        return {}
    language = get_language() or "en"
    return guesses_of(understood(understand, words, language=text(held.values, "language")), language=language)


def clashes_of(held: Held, mine: Answers, both: frozenset[str]) -> list[Clash]:
    """Both versions of every question that was answered twice."""
    return [
        Clash(
            name,
            str(BY_NAME[name].label),
            shown_answer(BY_NAME[name], mine.get(name)),
            shown_answer(BY_NAME[name], held.answers.get(name)),
        )
        for name in BY_NAME
        if name in both
    ]


def blank_page(
    request: PageRequest,
    kind: Kind,
    answers: Answers,
    *,
    errors: Errors | None = None,
    token: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form before anything is kept."""
    form = ListingForm(kind, answers, errors=errors, circle=circle_of(request.user), more=request.GET.get("more", ""))
    return _render(
        request,
        form,
        {
            "token": token or new_id("tok"),
            "version": 0,
            "seen": "{}",
            "state": State.DRAFT,
            **gain(completeness(kind, {})),
        },
        status,
    )


def held_page(
    request: PageRequest,
    held: Held,
    *,
    guesses: Guesses,
    answers: Answers | None = None,
    errors: Errors | None = None,
    clashes: list[Clash] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form with the answers that are kept, or with those just typed when they could not be."""
    shown = held.answers if answers is None else {**held.answers, **answers}
    form = ListingForm(
        held.kind,
        shown,
        errors=held.errors if errors is None else errors,
        guesses=guesses,
        circle=circle_of(request.user),
        more=request.GET.get("more", ""),
    )
    context = {
        "held": held,
        "version": held.version,
        "seen": seen_of(held.values),
        "clashes": clashes or [],
        "state": held.listing.state if held.listing else State.DRAFT,
        "reason": reason_of(held.listing) if held.listing else "",
        "alone": _alone(request, held),
        "files": [(one, label(one.visibility)) for one in held.listing.attachments] if held.listing else (),
        **gain(held.completeness),
    }
    return _render(request, form, context, status)


def _alone(request: PageRequest, held: Held) -> bool:
    """Whether nobody besides the reader can open the draft: no contact, no deputy, no administrator."""
    if held.listing is None:
        return True
    return not held.listing.organisation and not set(recipients(held.id)) - {request.user.pk}


def saved_part(
    request: PageRequest, held: Held, *, errors: Mapping[str, object], taken: frozenset[str] = frozenset()
) -> HttpResponse:
    """What an autosave gets: the time, what could not be kept, and the numbers the next save needs."""
    context = {
        "held": held,
        "at": now(),
        "version": held.version,
        "seen": seen_of(held.values),
        "wrong": [BY_NAME[name].label for name in errors if name in BY_NAME],
        "taken": [BY_NAME[name].label for name in BY_NAME if name in taken],
        **gain(held.completeness),
    }
    answer = render(request, "posting/saved.html", context)
    answer["HX-Replace-Url"] = address_of(held.id, held.kind)
    return answer


def unsaved_part(request: PageRequest, sentence: object, *, status: int) -> HttpResponse:
    """What an autosave gets that saved nothing."""
    answer = render(request, "posting/unsaved.html", {"sentence": sentence}, status=status)
    answer["HX-Retarget"] = "#saved"
    return answer


def gain(found: Completeness) -> dict[str, object]:
    """How much is there, and what would help most."""
    return {
        "score": found.score,
        "missing": found.missing[:_MOST_MISSING],
        "more_missing": found.missing[_MOST_MISSING:],
    }


def _render(request: PageRequest, form: ListingForm, context: dict[str, object], status: int) -> HttpResponse:
    parts = form.parts()
    beside = 2 if form.kind is Kind.NEED else 0
    context |= {
        "form": form,
        "kind": form.kind,
        "heading": _NEW[form.kind],
        "parts": parts,
        "pair": parts[:beside],
        "rest": parts[beside:],
        "signed_in": form.circle.signed_in,
    }
    return render(request, "posting/form.html", context, status=status)
