"""The calendar of a person under a secret address, for their calendar program."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from banyan.base.limits.services import Limit, use
from banyan.doors.web.posting.limits import who
from banyan.doors.web.shell.requests import PageRequest, PersonRequest
from banyan.practice.brokerage.formats.calendar import as_icalendar
from banyan.practice.brokerage.selectors.calendar import calendar_of
from banyan.practice.brokerage.services.calendar import calendar_close, calendar_renew

_FETCHED = Limit("calendar-feed", times=240, seconds=3600)


@require_safe
def feed(request: PageRequest, secret: str) -> HttpResponseBase:
    """The calendar; 304 when it is as its reader knows it, 404 when its address was renewed or taken away."""
    use(_FETCHED, who=who(request))
    body = as_icalendar(calendar_of(secret))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer["ETag"] = etag
    answer["Content-Disposition"] = 'inline; filename="banyan.ics"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: PersonRequest) -> HttpResponse:
    """Makes the secret address, makes it anew, or takes it away."""
    if request.method == "POST" and request.POST.get("do") == "close":
        calendar_close(by=request.user)
        messages.success(request, _("The address of your calendar is taken away. Programs that know it read nothing."))
    elif request.method == "POST":
        calendar_renew(by=request.user)
        messages.success(request, _("Your calendar has an address. Copy it into your calendar program."))
    return redirect(f"{reverse('cases')}#calendar")
