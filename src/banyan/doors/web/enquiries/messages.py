"""Writing to the other side of an accepted enquiry, fetching its files, and taking the whole thread away."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import Invalid
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.enquiries.talking import sent_in, whole_of
from banyan.doors.web.enquiries.views import page_of
from banyan.doors.web.enquiries.words import WRITING
from banyan.doors.web.shell.requests import PageRequest, PersonRequest, is_person
from banyan.practice.brokerage.errors import ThreadClosed
from banyan.practice.brokerage.selectors import message_file
from banyan.practice.brokerage.types import ToSend


@require_http_methods(["GET", "POST"])
def write(request: PageRequest, public_id: str) -> HttpResponse:
    """Sends a message with its files; what cannot be sent comes back with its words."""
    page = reverse("enquiry", args=[public_id])
    if request.method == "GET":
        return redirect(f"{page}?write=1#write")
    if not is_person(request):
        typed = request.POST.copy()
        typed["verb"] = WRITING
        waiting.keep(request.session, page, typed)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': page})}")
    try:
        sent_in(request, public_id)
    except (Invalid, ThreadClosed) as error:
        return page_of(request, public_id, tried=WRITING, typed=request.POST.dict(), error=error)
    messages.success(request, _("Sent."))
    return redirect(f"{page}#messages")


@login_required
@require_safe
def fetch(request: PersonRequest, file_id: str) -> FileResponse:
    """A file of a message."""
    return as_download(message_file(file_id, for_user=request.user))


def as_download(file: ToSend) -> FileResponse:
    """A file of somebody, always as a download that no browser runs or keeps."""
    answer = FileResponse(file.content, as_attachment=True, filename=file.name, content_type=file.content_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def take_away(request: PersonRequest, public_id: str) -> HttpResponse:
    """The whole thread as plain text."""
    return whole_of(request, public_id)
