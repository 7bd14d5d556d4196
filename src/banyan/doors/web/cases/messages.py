"""Writing to the others of a case, and taking the whole thread away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banyan.base.errors import Invalid
from banyan.doors.web.cases.reading import by_person, refused
from banyan.doors.web.cases.views import case_page
from banyan.doors.web.enquiries.talking import sent_in, whole_of
from banyan.doors.web.enquiries.words import WRITING
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.errors import ThreadClosed


@by_person(WRITING)
def write(request: PersonRequest, public_id: str) -> HttpResponse:
    """Sends a message with its files; what cannot be sent comes back with its words."""
    try:
        sent_in(request, public_id)
    except (Invalid, ThreadClosed) as error:
        return case_page(request, public_id, refused(WRITING, error, request.POST))
    messages.success(request, _("Sent."))
    return redirect(f"{reverse('case', args=[public_id])}#messages")


@login_required
@require_safe
def take_away(request: PersonRequest, public_id: str) -> HttpResponse:
    """The whole thread as plain text."""
    return whole_of(request, public_id)
