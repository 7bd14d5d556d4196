from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banyan.base.errors import Conflict, Invalid, NotFound
from banyan.doors.web.cases.package_words import HELD, SLOTS, STATES, eligible_words
from banyan.doors.web.cases.reading import Refused, by_person, refused, version_in, waited
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.selectors.package import case_checks, case_package
from banyan.practice.brokerage.services.cases import case_check_set, case_slot_set
from banyan.practice.brokerage.services.seeing import case_read
from banyan.practice.brokerage.types.package import Held, Slot, SlotState, SlotView

_ID = re.compile(r"lst_[0-9a-z]{26}")


@login_required
@require_safe
def check(request: PersonRequest, public_id: str) -> HttpResponse:
    """The conditions of the need, to be confirmed by a person."""
    return _check_page(request, public_id, waited(request))


@by_person("{criterion}", "case_check")
def check_save(request: PersonRequest, public_id: str, criterion: str) -> HttpResponse:
    """What a person found of one condition."""
    held = request.POST.get("held", "")
    try:
        case_check_set(
            public_id=public_id,
            criterion=criterion,
            held=Held(held) if held in set(Held) else Held.OPEN,
            line=request.POST.get("line", ""),
            by=request.user,
            expected_version=version_in(request.POST),
        )
    except (Invalid, Conflict) as error:
        return _check_page(request, public_id, refused(criterion, error, request.POST))
    messages.success(request, _("Saved."))
    return redirect("case_check", public_id)


@login_required
@require_safe
def package(request: PersonRequest, public_id: str) -> HttpResponse:
    """What the case needs besides the technology, and what may fill each place."""
    return _package_page(request, public_id, waited(request))


@by_person("{slot}", "case_package")
def slot_save(request: PersonRequest, public_id: str, slot: str) -> HttpResponse:
    """Fills a slot, settles it without a listing, or empties it."""
    state = request.POST.get("state", "")
    if slot not in set(Slot) or state not in set(SlotState):
        raise NotFound(slot=slot)
    said = request.POST.get("listing", "")
    found = _ID.search(said)
    try:
        case_slot_set(
            public_id=public_id,
            slot=Slot(slot),
            state=SlotState(state),
            listing=found[0] if found else said[:60],
            line=request.POST.get("line", ""),
            by=request.user,
            expected_version=version_in(request.POST),
        )
    except (Invalid, Conflict) as error:
        return _package_page(request, public_id, refused(slot, error, request.POST))
    messages.success(request, _("Saved."))
    return redirect("case_package", public_id)


def _check_page(request: PersonRequest, public_id: str, no: Refused | None = None) -> HttpResponse:
    context = {
        "view": case_read(public_id, by=request.user),
        "checks": case_checks(public_id, for_user=request.user),
        "choices": list(HELD.items()),
        "no": no,
    }
    return render(request, "cases/check.html", context, status=no.status if no else 200)


def _package_page(request: PersonRequest, public_id: str, no: Refused | None = None) -> HttpResponse:
    found = case_package(public_id, for_user=request.user)
    context = {
        "view": case_read(public_id, by=request.user),
        "package": found,
        "slots": [_slot(one) for one in found.slots],
        "gaps": [SLOTS[slot] for slot in found.gaps],
        "no": no,
    }
    return render(request, "cases/package.html", context, status=no.status if no else 200)


def _slot(one: SlotView) -> dict[str, object]:
    return {
        "slot": one,
        "label": SLOTS[one.slot],
        "state": STATES[one.state],
        "mark": "unknown" if one.state is SlotState.OPEN else "fits",
        "eligible": [(found.verdict, eligible_words(found)) for found in one.eligible],
        "candidates": [
            (card, [(found.verdict, eligible_words(found)) for found in card.eligible]) for card in one.candidates
        ],
    }
