"""How this door says what went wrong: one shape (RFC 9457) for every error, made in one place."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, ConfigDict, Field

from banyan.base.errors import BanyanError, NotAllowed, NotFound, Stale, TooMany

MEDIA_TYPE = "application/problem+json"
#: Where each code is explained.
_EXPLAINED = "/api/docs/#problems"
_log = structlog.get_logger(__name__)


class Problem(BaseModel):
    """What went wrong, what was kept and what to do."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="An address at which problems are explained.")
    title: str = Field(description="What the status means.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What happened, what was kept and what to do, in the language asked for.")
    code: str = Field(description="A word for programs; it does not change.")
    errors: dict[str, list[str]] = Field(
        default_factory=dict, description="Field → sentences, for what cannot be taken as it was sent."
    )


class Unauthenticated(BanyanError):
    """There is no token, and the thing needs one."""

    code = "no_token"
    status = 401

    def __init__(self) -> None:
        super().__init__(_("Send an access token: “Authorization: Bearer …”. You make one in your account."))


class ScopeMissing(NotAllowed):
    """The token does not open this."""

    code = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(_("This access token does not open “%(scope)s”.") % {"scope": scope})
        self.scope = scope


class Unreadable(BanyanError):
    """The request cannot be read at all."""

    code = "unreadable"
    status = 400


class TooLarge(BanyanError):
    """More than is taken at once."""

    code = "too_large"
    status = 413


class WrongType(BanyanError):
    """A body that is not JSON."""

    code = "wrong_type"
    status = 415

    def __init__(self) -> None:
        super().__init__(_("Send the body as JSON, with “Content-Type: application/json”."))


class VersionNeeded(BanyanError):
    """A change without the version it is meant for."""

    code = "version_needed"
    status = 428

    def __init__(self) -> None:
        super().__init__(
            _("Send “If-Match” with the ETag you read, so that nobody's words are overwritten. Nothing was changed.")
        )


class MethodUnknown(BanyanError):
    """The address has no such method."""

    code = "method_unknown"
    status = 405

    def __init__(self) -> None:
        super().__init__(_("This address does not take this method."))


def problem(error: BanyanError) -> HttpResponse:
    """The answer to an error of the tree. A stale form is what HTTP calls a failed precondition."""
    status = 412 if isinstance(error, Stale) else error.status
    fields = error.data.get("fields")
    errors = (
        {str(name): [str(one) for one in said] for name, said in fields.items()} if isinstance(fields, dict) else {}
    )
    answer = _written(status, str(error.sentence), error.code, errors)
    if isinstance(error, TooMany):
        answer["Retry-After"] = str(error.retry_after)
    if status == 503:
        answer["Retry-After"] = "60"
    if isinstance(error, ScopeMissing):
        answer["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{error.scope}"'
    elif status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="banyan"'
    return answer


def on_error(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The one handler: whatever a view or the framework raises becomes a problem, and never tells how we are made."""
    told = error.__cause__ if isinstance(error, HttpError) and isinstance(error.__cause__, BanyanError) else error
    if isinstance(told, BanyanError):
        return problem(told)
    if isinstance(told, Http404):
        return problem(NotFound())
    if isinstance(told, ValidationError):
        return _written(422, _("Some of what was sent cannot be taken. Nothing was changed."), "invalid", _places(told))
    if isinstance(told, HttpError):
        return plain(told.status_code)
    if isinstance(told, PermissionDenied | SuspiciousOperation):
        return plain(403 if isinstance(told, PermissionDenied) else 400)
    _log.exception("api.failed", path=request.path)
    return problem(BanyanError())


def plain(status: int) -> HttpResponse:
    """A problem for an answer that carried none of ours: by its status alone."""
    known: Mapping[int, BanyanError] = {
        400: Unreadable(_("This request cannot be read. Nothing was changed.")),
        401: Unauthenticated(),
        403: NotAllowed(),
        404: NotFound(),
        405: MethodUnknown(),
        413: TooLarge(_("This is more than is taken at once. Nothing was changed.")),
    }
    return problem(known.get(status, known[400] if status < 500 else BanyanError()))


def _places(error: ValidationError) -> dict[str, list[str]]:
    """Which part of the request, and what a reader can do about it; what was sent is not repeated."""
    found: dict[str, list[str]] = {}
    for one in error.errors:
        place = ".".join(str(part) for part in one.get("loc", ())[1:])[:200] or "body"
        found.setdefault(place, []).append(str(one.get("msg", "")))
    return found


def _written(status: int, detail: str, code: str, errors: dict[str, list[str]]) -> HttpResponse:
    title = HTTPStatus(status).phrase
    said = Problem(type=_EXPLAINED, title=title, status=status, detail=detail, code=code, errors=errors)
    return HttpResponse(said.model_dump_json(), status=status, content_type=MEDIA_TYPE)
