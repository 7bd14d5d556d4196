"""The link in every letter: one button, no sign-in. Looking at the page changes nothing, so that a scanner of mail that
follows links unsubscribes nobody; mail programs send the button's form by themselves (RFC 8058)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from banyan.doors.web.shell.requests import PageRequest
from banyan.practice.matchmaking.selectors import alerts_stoppable
from banyan.practice.matchmaking.services import alerts_stop


@csrf_exempt  # a mail program has no cookie, and the token in the address is the permission
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: PageRequest, token: str) -> HttpResponse:
    """Shows what would end, and ends it when the button is pressed."""
    names = alerts_stoppable(token)
    if request.method == "POST":
        alerts_stop(token=token)
        answer = render(request, "alerts/stopped.html", {"names": names})
    else:
        answer = render(request, "alerts/stop.html" if names else "alerts/stopped.html", {"names": names})
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
