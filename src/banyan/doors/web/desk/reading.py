"""What the forms of the desk share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.base.clock import now
from banyan.base.errors import NotFound
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.services.desk_many import UNDO_FOR, Thing
from banyan.practice.brokerage.types.desk import Matter, Told

View = TypeVar("View", bound=Callable[..., HttpResponse])
_UNDO = "desk_undo"


def only_posted(view: View) -> View:
    """Takes what was posted. Somebody who was signed out meanwhile comes back by GET: they go on from the page."""

    @wraps(view)
    def posted(request: HttpRequest, **names: str) -> HttpResponse:
        if request.method == "POST":
            return view(request, **names)
        messages.info(request, _("You had been signed out, so nothing was done. Please do it again."))
        return redirect("desk")

    return cast(View, posted)


def matter_in(code: str) -> Matter:
    """The kind of thing that an address names."""
    if code not in set(Matter):
        raise NotFound(matter=code)
    return Matter(code)


def things_in(post: QueryDict) -> list[Thing]:
    """What is marked, or the one whose own button was pressed."""
    only = post.get("only", "")
    parts = [one.partition(" ") for one in ([only] if only else post.getlist("thing"))]
    return [(Matter(matter), thing[:40]) for matter, _space, thing in parts if matter in set(Matter)]


def back_to(post: QueryDict) -> str:
    """The desk as it was looked at: ``back`` is the query of its address."""
    query = QueryDict(post.get("back", "")[:500]).urlencode()
    return reverse("desk") + (f"?{query}" if query else "")


def keep_undo(request: PersonRequest, told: Told) -> None:
    """Remembers for the next pages how the last thing done is taken back."""
    request.session.pop(_UNDO, None)
    if told.undo:
        request.session[_UNDO] = {"token": told.undo, "until": now().timestamp() + UNDO_FOR}


def undo_in(request: PersonRequest) -> str:
    """How the last thing done is taken back; empty when it cannot be any more."""
    kept = request.session.get(_UNDO) or {}
    return str(kept["token"]) if kept and kept["until"] > now().timestamp() else ""
