"""Answers: JSON of a typed shape, with its ETag; pages that link to the next; writes that are done once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel

from banyan.base.idempotency.services import Answer, once
from banyan.doors.api.asking import ApiRequest
from banyan.doors.api.problems import Unreadable, VersionNeeded

_JSON = "application/json"


def reply(
    request: HttpRequest,
    body: BaseModel,
    *,
    status: int = 200,
    version: int = 0,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The body as JSON. Its ETag begins with ``version``, so that a change can say which one it is meant for."""
    return _sent(request, _answer(body, status=status, version=version, headers=headers))


def done(
    request: ApiRequest,
    make: Callable[[], tuple[BaseModel | None, int, int, Mapping[str, str]]],
) -> HttpResponse:
    """A write: ``make`` gives body, status, version and headers. With an ``Idempotency-Key`` it is done once."""

    def made() -> Answer:
        body, status, version, headers = make()
        return _answer(body, status=status, version=version, headers=headers)

    key = request.headers.get("Idempotency-Key")
    if key is None or request.method != "POST":
        return _sent(request, made())
    told = f"{request.method} {request.get_full_path()} {request.headers.get('If-Match', '')}\n".encode() + request.body
    given = once(who=request.auth.signed.public_id, key=key, fingerprint=hashlib.sha256(told).hexdigest(), make=made)
    answer = _sent(request, given.answer)
    if given.again:
        answer["Idempotency-Replayed"] = "true"
    return answer


def expected(request: HttpRequest, *, needed: bool = True) -> int | None:
    """The version that ``If-Match`` names; ``None`` for any. ``VersionNeeded`` where it is needed and missing."""
    given = request.headers.get("If-Match", "").strip()
    if not given and needed:
        raise VersionNeeded
    if not given or given == "*":
        return None
    version = given.removeprefix("W/").strip('"').partition("-")[0]
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise Unreadable(_("“If-Match” must be an ETag that you read here. Nothing was changed."))
    return int(version)


def next_link(request: HttpRequest, cursor: str | None, **more: str) -> dict[str, str]:
    """The header that leads to the next page, with all that this one was asked for."""
    if cursor is None:
        return {}
    asked = {name: values for name, values in request.GET.lists() if name != "cursor"}
    asked |= {name: [value] for name, value in more.items()}
    query = urlencode({**asked, "cursor": cursor}, doseq=True)
    return {"Link": f'<{request.build_absolute_uri(request.path)}?{query}>; rel="next"'}


def _answer(body: BaseModel | None, *, status: int, version: int, headers: Mapping[str, str] | None) -> Answer:
    said = body.model_dump_json() if body is not None else ""
    tag = hashlib.sha256(said.encode()).hexdigest()[:16]
    known = {"ETag": f'"{version}-{tag}"'} if body is not None else {}
    return Answer(status, said, {**known, **(headers or {})})


def _sent(request: HttpRequest, answer: Answer) -> HttpResponse:
    tag = answer.headers.get("ETag", "")
    if request.method == "GET" and tag and tag in _known(request):
        return HttpResponse(status=304, headers=dict(answer.headers))
    kind: dict[str, Any] = {"content_type": _JSON} if answer.body else {}
    return HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers), **kind)


def _known(request: HttpRequest) -> set[str]:
    given = request.headers.get("If-None-Match", "")
    return {one.strip().removeprefix("W/") for one in given.split(",")}
