"""Listings that are or may be the same, side by side, for stewards to say."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from banyan.base.errors import Conflict, Invalid, NotAllowed
from banyan.domain.listings.types import ListingView
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.duplicates.selectors import common_words, decides, pairs_of, proposed_count
from banyan.practice.duplicates.services import pair_decide, pair_undo
from banyan.practice.duplicates.types import REASONS, STATES, PairState, PairView

#: What the page can show, by the word in its address.
_SHOWN = {
    "": (PairState.PROPOSED,),
    "sure": (PairState.SURE,),
    "decided": (PairState.SAME, PairState.APART),
}
_MARKS = {PairState.PROPOSED: "unknown", PairState.SURE: "fits", PairState.SAME: "fits", PairState.APART: "conflict"}
_DONE = {"same": True, "apart": False}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, with the places of the words that the other has too."""

    view: ListingView
    marks: tuple[tuple[int, int], ...]


@login_required
@require_safe
def duplicates(request: PersonRequest) -> HttpResponse:
    """Pairs that wait for a word, were found to be the same, or were decided."""
    if not decides(request.user):
        raise NotAllowed(_("Only stewards of a chapter and those who run this node say which listings are the same."))
    show = request.GET.get("show", "")
    show = show if show in _SHOWN else ""
    cursor = request.GET.get("cursor", "")
    try:
        found = pairs_of(request.user, states=_SHOWN[show], cursor=cursor)
    except Invalid:
        return redirect("duplicates")
    first = f"?show={show}" if show else "?"
    context = {
        "lines": [_line(pair) for pair in found.rows],
        "show": show,
        "waiting": proposed_count(request.user),
        "next_url": f"{first}&cursor={found.next}" if found.next else "",
        "first_url": first if cursor else "",
    }
    return render(request, "duplicates/list.html", context)


@login_required
@require_POST
def decide(request: PersonRequest, public_id: str) -> HttpResponse:
    """Says that two listings are the same or not, or takes that back."""
    said = request.POST.get("said", "")
    version = request.POST.get("version", "")
    expected = int(version) if version.isdecimal() and len(version) < 10 else 0
    try:
        if said in _DONE:
            pair_decide(public_id=public_id, same=_DONE[said], by=request.user, expected_version=expected)
        elif said == "undo":
            pair_undo(public_id=public_id, by=request.user, expected_version=expected)
    except Conflict as error:
        messages.error(request, str(error.sentence))
    else:
        messages.success(request, _told(said))
    show = request.POST.get("show", "")
    address = redirect("duplicates")
    if show in _SHOWN and show:
        address["Location"] += f"?show={show}"
    return address


def _told(said: str) -> str:
    if said == "same":
        return _(
            "They count as the same: one of them is shown, and names the other. You can take it back under “Decided”."
        )
    if said == "apart":
        return _("They count as two, and are not proposed again. You can take it back under “Decided”.")
    return _("Taken back. The pair is again as it was found.")


def _line(pair: PairView) -> dict[str, object]:
    one, other = (view.summary if view is not None else "" for view in (pair.one, pair.other))
    marks = common_words(one, other)
    sides = [Side(view, found) for view, found in zip((pair.one, pair.other), marks, strict=True) if view is not None]
    return {
        "pair": pair,
        "sides": sides,
        "state": STATES[pair.state],
        "mark": _MARKS[pair.state],
        "why": REASONS[pair.why],
        "decided": pair.state in {PairState.SAME, PairState.APART},
    }
