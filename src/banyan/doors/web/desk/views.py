from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from banyan.base.errors import Conflict
from banyan.doors.web.desk.reading import back_to, keep_undo, only_posted, things_in, undo_in
from banyan.doors.web.desk.words import MATTERS, WHOSE, WHYS, mark, page_of
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.desk import desk
from banyan.practice.brokerage.services.desk_many import desk_release_many, desk_take_many, desk_undo
from banyan.practice.brokerage.types.desk import DeskFilter, Matter, Told, Whose


@login_required
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """What waits in the chapters one looks after, the oldest promise first."""
    wanted = _wanted(request)
    cursor = request.GET.get("cursor", "")
    found = desk(request.user, wanted, cursor=cursor)
    query = request.GET.copy()
    query.pop("cursor", None)
    first_url = f"?{query.urlencode()}"
    query["cursor"] = found.page.next or ""
    context = {
        "lines": [
            {
                "item": one,
                "url": page_of(one),
                "mark": mark(one),
                "whys": [WHYS[why] for why in one.whys],
                "matter": MATTERS[one.matter],
            }
            for one in found.page.rows
        ],
        "desk": found,
        "wanted": wanted,
        "matters": [(matter.value, MATTERS[matter], count) for matter, count in found.matters],
        "all": sum(count for _matter, count in found.matters),
        "whoses": list(WHOSE.items()),
        "filtered": any((wanted.matter, wanted.chapter, wanted.language, wanted.whose)),
        "next_url": f"?{query.urlencode()}" if found.page.next else "",
        "first_url": first_url if cursor else "",
        "back": request.GET.urlencode(),
        "undo": undo_in(request),
    }
    return render(request, "desk/desk.html", context)


@login_required
@only_posted
def take(request: PersonRequest) -> HttpResponse:
    """Takes what is marked in hand."""
    things = things_in(request.POST)
    if not things:
        return _nothing_marked(request)
    told = desk_take_many(things, by=request.user)
    keep_undo(request, told)
    if told.done and "only" in request.POST and things[0][0] is Matter.FLAG:
        messages.success(request, _("The report is in your hands now. Please decide."))
        return redirect("report", things[0][1])
    said = ngettext("%(n)d thing is in your hands now.", "%(n)d things are in your hands now.", told.done)
    return _told(request, told, said % {"n": told.done})


@login_required
@only_posted
def give_back(request: PersonRequest) -> HttpResponse:
    """Gives what is marked back to the desk."""
    things = things_in(request.POST)
    if not things:
        return _nothing_marked(request)
    told = desk_release_many(things, by=request.user)
    keep_undo(request, told)
    said = ngettext("%(n)d thing is given back to the desk.", "%(n)d things are given back to the desk.", told.done)
    return _told(request, told, said % {"n": told.done})


@login_required
@only_posted
def undo(request: PersonRequest) -> HttpResponse:
    """Takes back what was done last."""
    try:
        told = desk_undo(request.POST.get("undo", ""), by=request.user)
    except Conflict as error:
        messages.error(request, str(error.sentence))
        return redirect(back_to(request.POST))
    keep_undo(request, told)
    return _told(request, told, _("Taken back: all is as it was."))


def _told(request: PersonRequest, told: Told, said: str) -> HttpResponse:
    if told.done:
        messages.success(request, said)
    for sentence in dict.fromkeys(told.refused):
        messages.warning(request, sentence)
    return redirect(back_to(request.POST))


def _nothing_marked(request: PersonRequest) -> HttpResponse:
    messages.warning(request, _("Nothing was marked. Mark what you mean, then press the button again."))
    return redirect(back_to(request.POST))


def _wanted(request: HttpRequest) -> DeskFilter:
    matter, whose = request.GET.get("matter", ""), request.GET.get("whose", "")
    return DeskFilter(
        matter=Matter(matter) if matter in set(Matter) else None,
        chapter=request.GET.get("chapter", "")[:60],
        language=request.GET.get("language", "")[:12],
        whose=Whose(whose) if whose in set(Whose) else None,
    )
