"""Writing to the other side of an accepted enquiry, fetching its files, and taking the whole thread away."""

from __future__ import annotations

from textwrap import indent
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.errors import Invalid
from banyan.base.files import MOST_BYTES
from banyan.doors.web.enquiries import waiting
from banyan.doors.web.enquiries.views import page_of
from banyan.doors.web.enquiries.words import WRITING
from banyan.doors.web.listing.words import day
from banyan.doors.web.shell.requests import PageRequest, PersonRequest, is_person
from banyan.practice.brokerage.errors import ThreadClosed
from banyan.practice.brokerage.selectors import message_file, thread_whole
from banyan.practice.brokerage.services import message_send
from banyan.practice.brokerage.types import MessageView, Upload


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
        message_send(
            thread=public_id,
            text=request.POST.get("text", ""),
            files=[_upload(one) for one in request.FILES.getlist("files")],
            by=request.user,
            token=request.POST.get("token", ""),
        )
    except (Invalid, ThreadClosed) as error:
        return page_of(request, public_id, tried=WRITING, typed=request.POST.dict(), error=error)
    messages.success(request, _("Sent."))
    return redirect(f"{page}#messages")


@login_required
@require_safe
def fetch(request: PersonRequest, file_id: str) -> FileResponse:
    """A file of a message, always as a download that no browser runs or keeps."""
    file = message_file(file_id, for_user=request.user)
    answer = FileResponse(file.content, as_attachment=True, filename=file.name, content_type=file.content_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_safe
def take_away(request: PersonRequest, public_id: str) -> HttpResponse:
    """The whole thread as plain text, for keeping and for print."""
    thread = thread_whole(public_id, for_user=request.user)
    zone = ZoneInfo(request.user.time_zone)
    head = [thread.title, _("Messages, times of %(zone)s") % {"zone": zone.key}, ""]
    answer = HttpResponse(
        "\n".join((*head, *(_as_text(one, zone) for one in thread.messages))), content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{public_id}.txt"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _as_text(one: MessageView, zone: ZoneInfo) -> str:
    """What people wrote is set in, so that no line of it passes for the day and name of another message."""
    at = one.at.astimezone(zone)
    files = [_("[file: %(name)s]") % {"name": file.name} for file in one.files]
    name = " ".join(one.name.split()) or _("Somebody who has left")
    said = "\n".join((_("[taken down]") if one.hidden else one.text, *files))
    return f"{day(at)} {at:%H:%M}  {name}\n{indent(said, '    ')}\n"


def _upload(sent: UploadedFile[bytes]) -> Upload:
    """What is one byte too large is not read further: it is refused anyway."""
    return Upload(sent.name or "", sent.read(MOST_BYTES + 1))
