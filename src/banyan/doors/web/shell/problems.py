"""How the pages answer errors: one handler for the error tree, and Django's own 403, 404, 400 and 500."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banyan.base.errors import BanyanError, NotAllowed, NotFound, TooMany

_log = structlog.get_logger(__name__)
_HEADINGS = {
    400: gettext_lazy("This request was not understood"),
    403: gettext_lazy("This is not open to you"),
    404: gettext_lazy("Nothing here"),
    409: gettext_lazy("This has changed in the meantime"),
    422: gettext_lazy("Some answers need a second look"),
    429: gettext_lazy("One moment, please"),
    500: gettext_lazy("Something went wrong on our side"),
    503: gettext_lazy("Not available right now"),
}
#: Posted values that are never shown back.
_SECRET = ("csrfmiddlewaretoken", "password", "code", "credential")
_NUL = "\x00"


class Problems:
    """Middleware that turns a ``BanyanError`` a view did not handle into a page that keeps what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _NUL in request.path:  # no name has one, and the database refuses to look for it
            return problem(request, NotFound())
        if any(_NUL in value for _name, values in request.GET.lists() for value in values):
            request.GET = QueryDict(request.GET.urlencode().replace("%00", ""))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, BanyanError):
            return None
        _log.info("page.problem", code=exception.code, path=request.path)
        answer = problem(request, exception)
        if isinstance(exception, TooMany):
            answer["Retry-After"] = str(exception.retry_after)
        return answer


def problem(request: HttpRequest, error: BanyanError) -> HttpResponse:
    """The page for one error."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and not any(secret in name.lower() for secret in _SECRET)
    ]
    return _page(request, error.status, error.sentence, kept)


def _page(
    request: HttpRequest, status: int, sentence: str | Promise = "", kept: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    context = {"heading": _HEADINGS.get(status, _HEADINGS[500]), "sentence": sentence, "kept": kept}
    return render(request, "shell/problem.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read: too large, too many fields, a broken upload. What it held cannot be shown."""
    return _page(request, 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, NotFound())


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, NotAllowed())


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its token: often an old tab or blocked cookies."""
    return problem(
        request,
        NotAllowed(_("This form was open for too long, or cookies are blocked. Go back, reload and send again.")),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return problem(request, BanyanError())
