from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from banyan.base.errors import Invalid
from banyan.doors.web.cases.lists import list_page
from banyan.doors.web.cases.reading import by_person, only_posted, refused
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.services.cases import case_introduce, case_open

_ID = re.compile(r"lst_[0-9a-z]{26}")


@login_required
@only_posted
def of_enquiry(request: PersonRequest, enquiry: str) -> HttpResponse:
    """Opens the case of an accepted enquiry, or leads to it."""
    opened = case_open(enquiry=enquiry, by=request.user)
    if opened.made:
        messages.success(request, _("The case is open. The other side is told."))
    return redirect("case", opened.id)


@by_person("introduce", "cases")
def introduce(request: PersonRequest) -> HttpResponse:
    """A broker brings a need and an answer together, named by their ids or the addresses of their pages."""
    try:
        opened = case_introduce(
            need=_id_in(request.POST.get("need", "")), offer=_id_in(request.POST.get("offer", "")), by=request.user
        )
    except Invalid as error:
        return list_page(request, refused("introduce", error, request.POST))
    messages.success(
        request,
        _("The case is open. Both sides are told; names that are kept back stay so.")
        if opened.made
        else _("There was a case of these two already. Here it is."),
    )
    return redirect("case", opened.id)


def _id_in(said: str) -> str:
    """The listing that is meant by an id or by the address of one of its pages."""
    found = _ID.search(said)
    return found[0] if found else said.strip()[:60]
