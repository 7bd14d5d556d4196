from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from banyan.base.errors import BanyanError, Conflict, Invalid, TooMany
from banyan.domain.listings.policy import goes_out_directly
from banyan.domain.listings.selectors import BY_NAME, completeness, missing_answers, visible_to
from banyan.domain.listings.types import Kind, State, Text, Visibility, day, said, text
from banyan.domain.moderation.errors import Unlikely
from banyan.domain.moderation.services import listing_publish as publish
from banyan.domain.moderation.services import person_like
from banyan.doors.web.posting.keeping import Held, ListingKeeper
from banyan.doors.web.posting.views.pages import gain
from banyan.doors.web.shell.guard import guard_fields, guard_in
from banyan.doors.web.shell.requests import PersonRequest

PURPOSE = "publish"


@login_required
@require_http_methods(["GET", "POST"])
def listing_publish(request: PersonRequest, listing_id: str) -> HttpResponse:
    """The last look: what will happen, who will see it, until when. Then it is published, or sent to be checked."""
    held = ListingKeeper(request.session, listing_id, request.user).held()
    row = visible_to(request.user).get(public_id=listing_id)
    state = held.listing.state if held.listing else State.DRAFT
    if state in {State.PUBLISHED, State.IN_REVIEW}:
        return redirect("answers", listing_id)
    wrong: dict[str, list[Text]] = missing_answers(held.kind, held.values)
    refused: BanyanError | None = None
    if request.method == "POST":
        try:
            person_like(guard_in(request), PURPOSE)
            after = publish(public_id=listing_id, by=request.user)
        except Invalid as error:
            wrong = error.fields
        except (Conflict, TooMany, Unlikely) as error:
            refused = error
        else:
            _tell(request, after)
            return redirect("answers", listing_id)
    direct = goes_out_directly(request.user, row)
    context = {
        "held": held,
        "wrong": [(name, BY_NAME[name].label, sentences) for name, sentences in wrong.items() if name in BY_NAME],
        "words": next(filter(None, (text(held.values, name) for name in ("summary", "problem", "problem_solved"))), ""),
        "refused": refused.sentence if refused else "",
        "twin": refused.data.get("other", "") if refused else "",
        "guard": guard_fields(request, PURPOSE),
        "direct": direct.allowed,
        "reason": direct.reason,
        "closes": day(held.values, "deadline") or day(held.values, "closes"),
        "hidden": _hidden(held),
        "anonymous": held.kind is Kind.NEED and bool(held.values.get("anonymous")),
        **gain(completeness(held.kind, held.values)),
    }
    status = refused.status if refused else 422
    return render(request, "posting/publish.html", context, status=status if request.method == "POST" else 200)


def _tell(request: PersonRequest, state: State) -> None:
    if state is State.IN_REVIEW:
        messages.success(request, _("Sent to your chapter, who reads it before others see it. You will hear from us."))
    else:
        messages.success(request, _("Published. Others can find it now."))


def _hidden(held: Held) -> list[tuple[Text, Visibility]]:
    """The answers that not everybody will see."""
    chosen = said(held.values, "visibility")
    found: list[tuple[Text, Visibility]] = []
    for name in held.values:
        question = BY_NAME[name]
        level = Visibility(chosen.get(name, question.visibility))
        if not question.always_public and level is not Visibility.PUBLIC:
            found.append((question.label, level))
    return found
