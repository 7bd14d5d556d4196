"""What holds for every request of the API before and after the views: no cookies, small JSON bodies, open to other
sites for reading without an account, and a problem in our shape whoever refused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from banyan.base.errors import BanyanError
from banyan.doors.api.asking import told_limits
from banyan.doors.api.problems import MEDIA_TYPE, TooLarge, Unreadable, WrongType, plain, problem

PREFIX = "/api/v1/"
#: The longest listing, in the widest script, has room.
MOST_BYTES = 1_000_000
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_SHOWN = "ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Idempotency-Replayed"


class Gate:
    """Middleware for the addresses of the API; all others pass by."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.COOKIES = {}  # whoever asks says so with a token; what a browser sends along counts for nothing
        method = request.method
        if method == "OPTIONS":
            return _preflight(request)
        if method == "HEAD":
            request.method = "GET"
        try:
            _check(request)
            answer = self.get_response(request)
        except BanyanError as error:
            answer = problem(error)
        if answer.status_code >= 400 and answer.headers.get("Content-Type") != MEDIA_TYPE:
            answer = _in_our_shape(answer)
        if method == "HEAD":
            answer.content = b""
        return _open(request, answer)


def _check(request: HttpRequest) -> None:
    """Size and type, before a byte of the body is read."""
    if request.method not in _WRITING:
        return
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise Unreadable(_("The length of the body cannot be read.")) from error
    if length > MOST_BYTES:
        raise TooLarge(_("At most %(most)d bytes are taken at once. Nothing was changed.") % {"most": MOST_BYTES})
    if length and request.content_type != "application/json":
        raise WrongType
    if len(request.body) > MOST_BYTES:
        raise TooLarge(_("At most %(most)d bytes are taken at once. Nothing was changed.") % {"most": MOST_BYTES})


def _in_our_shape(answer: HttpResponse) -> HttpResponse:
    """What the framework refused before a view was asked."""
    said = plain(answer.status_code)
    if "Allow" in answer.headers:
        said["Allow"] = answer["Allow"]
    return said


def _open(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Other sites' pages may read what everybody may; with a token their programs ask from elsewhere."""
    for name, said in told_limits(request).items():
        answer[name] = said
    patch_vary_headers(answer, ["Authorization", "Accept-Language"])
    if "Authorization" in request.headers:
        answer["Cache-Control"] = "private, no-store"
    elif request.method in {"GET", "HEAD"}:
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = _SHOWN
    return answer


def _preflight(request: HttpRequest) -> HttpResponse:
    """What a browser asks before it lets a page of another site ask us."""
    answer = HttpResponse(status=204)
    answer["Allow"] = "GET, HEAD, POST, PATCH, DELETE, OPTIONS"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET"
    answer["Access-Control-Allow-Headers"] = "If-None-Match"
    answer["Access-Control-Max-Age"] = "86400"
    return answer
