from __future__ import annotations

from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.clock import now
from banyan.base.errors import BanyanError, Conflict, Invalid, NotFound
from banyan.domain.accounts.selectors import person_of, user_by_id
from banyan.doors.web.desk.reading import matter_in
from banyan.doors.web.desk.words import CAME, MATTERS, WHYS, page_of
from banyan.doors.web.listing.words import locale
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.desk import desk_item, receivers
from banyan.practice.brokerage.selectors.desk_load import loads
from banyan.practice.brokerage.services.desk import MOST_NOTE, desk_hand_over
from banyan.practice.brokerage.services.desk_many import desk_clear, held_by


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: PersonRequest, matter: str, thing: str) -> HttpResponse:
    """One thing of the desk, to be handed over to a colleague with a note."""
    kind = matter_in(matter)
    error: BanyanError | None = None
    if request.method == "POST":
        try:
            person = desk_hand_over(
                matter=kind,
                thing=thing,
                to=request.POST.get("to", ""),
                note=request.POST.get("note", ""),
                by=request.user,
                held_by=request.POST.get("held_by", ""),
            )
        except (Invalid, Conflict) as refusal:
            error = refusal
        else:
            messages.success(
                request, _("Handed over to %(name)s, who gets a letter.") % {"name": person_of(person).name}
            )
            return redirect("desk")
    item = desk_item(kind, thing, for_user=request.user)
    context = {
        "item": item,
        "url": page_of(item),
        "matter": MATTERS[item.matter],
        "whys": [WHYS[why] for why in item.whys],
        "colleagues": [one for one in receivers(kind, thing, for_user=request.user) if one != item.holder],
        **_form(request, error),
    }
    return render(request, "desk/item.html", context, status=error.status if error else 200)


@login_required
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """Who has how much in hand, where and in which languages they work, and what came of it."""
    lines = [
        {
            "load": one,
            "time": format_time(now(), "short", tzinfo=ZoneInfo(one.time_zone), locale=locale()),
            "came": [(CAME[stage], n) for stage, n in one.came if n],
        }
        for one in loads(request.user)
    ]
    return render(request, "desk/people.html", {"lines": lines})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: PersonRequest, public_id: str) -> HttpResponse:
    """Hands over everything that somebody has in hand."""
    load = next((one for one in loads(request.user) if one.who.id == public_id and one.may_clear), None)
    if load is None:
        raise NotFound(id=public_id)
    of, error = user_by_id(public_id), None
    if request.method == "POST":
        try:
            told = desk_clear(of=of, to=request.POST.get("to", ""), note=request.POST.get("note", ""), by=request.user)
        except Invalid as refusal:
            error = refusal
        else:
            said = ngettext("%(n)d thing is handed over.", "%(n)d things are handed over.", told.done)
            messages.success(request, said % {"n": told.done})
            for sentence in told.refused:
                messages.warning(request, sentence)
            return redirect("desk_people")
    context = {
        "load": load,
        "held": held_by(of, request.user),
        "colleagues": [one.who for one in loads(request.user) if one.who.id != public_id],
        **_form(request, error),
    }
    return render(request, "desk/clear.html", context, status=error.status if error else 200)


def _form(request: PersonRequest, error: BanyanError | None) -> dict[str, object]:
    """What was typed, and why it could not be taken."""
    sentences: list[str] = []
    if isinstance(error, Invalid):
        sentences = [str(line) for said in error.fields.values() for line in said]
    elif error is not None:
        sentences = [str(error.sentence)]
    return {
        "sentences": sentences,
        "note": request.POST.get("note", ""),
        "to": request.POST.get("to", ""),
        "most": MOST_NOTE,
    }
