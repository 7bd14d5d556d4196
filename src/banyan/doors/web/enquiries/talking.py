"""What pages with messages share: showing a thread, sending what was written, and taking all of it away as text."""

from __future__ import annotations

from textwrap import indent
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from banyan.base.files import MOST_BYTES
from banyan.base.ids import new_id
from banyan.doors.web.listing.words import day
from banyan.doors.web.shell.requests import PersonRequest
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.selectors import thread_whole
from banyan.practice.brokerage.services import message_send, thread_read
from banyan.practice.brokerage.services.messages import MOST_FILES
from banyan.practice.brokerage.types import MessageView, Upload


def talk_of(request: PersonRequest, thread: str, *, write_url: str, whole_url: str) -> dict[str, object]:
    """The messages of a thread, of which those shown count as read now; nothing for whoever has no part in it."""
    query = request.GET
    try:
        talk = thread_read(thread, by=request.user, before=query.get("before", ""), after=query.get("after", ""))
    except NoSuchThread:
        return {}
    return {
        "talk": talk,
        "earlier": f"?{urlencode({'before': talk.earlier})}#messages" if talk.earlier else "",
        "later": f"?{urlencode({'after': talk.later})}#messages" if talk.later else "",
        "token": new_id("frm"),
        "write": "write" in request.GET,
        "write_url": write_url,
        "whole_url": whole_url,
        "room": {"size": MOST_BYTES // 2**20, "most": MOST_FILES},
    }


def sent_in(request: PersonRequest, thread: str) -> None:
    """Sends what the form of a thread says; ``Invalid`` and ``ThreadClosed`` as ``message_send``."""
    message_send(
        thread=thread,
        text=request.POST.get("text", ""),
        files=[upload_of(one) for one in request.FILES.getlist("files")],
        by=request.user,
        token=request.POST.get("token", ""),
    )


def whole_of(request: PersonRequest, public_id: str) -> HttpResponse:
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


def upload_of(sent: UploadedFile[bytes]) -> Upload:
    """What is one byte too large is not read further: it is refused anyway."""
    return Upload(sent.name or "", sent.read(MOST_BYTES + 1))


def _as_text(one: MessageView, zone: ZoneInfo) -> str:
    """What people wrote is set in, so that no line of it passes for the day and name of another message."""
    at = one.at.astimezone(zone)
    files = [_("[file: %(name)s]") % {"name": file.name} for file in one.files]
    name = " ".join(one.name.split()) or _("Somebody who has left")
    said = "\n".join((_("[taken down]") if one.hidden else one.text, *files))
    return f"{day(at)} {at:%H:%M}  {name}\n{indent(said, '    ')}\n"
