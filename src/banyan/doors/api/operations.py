"""What every operation of the description says beside its own: who may ask, and all that can go wrong."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from banyan.domain.accounts.types import Scope
from banyan.doors.api.asking import Door
from banyan.doors.api.problems import MEDIA_TYPE

PROBLEM = {"$ref": "#/components/responses/Problem"}
_ALWAYS = (400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503)
_LIMITS = "How much is left stands in the headers RateLimit and RateLimit-Policy."
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A key of your choice: the same request with the same key within 24 hours is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of what you read, or *; anything newer is not overwritten (412).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": '^(\\*|(W/)?"[0-9]{1,9}(-[0-9a-f]+)?")$'},
}
_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "ETags you know; the answer is 304, without a body, when nothing changed.",
    "schema": {"type": "string"},
}


def reads(scope: Scope, out: type[BaseModel], *, visitors: bool = False) -> dict[str, Any]:
    """The options of an operation that only reads."""
    extra = _extra(Door(scope, visitors=visitors), {304: {"description": "Nothing changed."}})
    return {"auth": Door(scope, visitors=visitors), "response": {200: out}, "openapi_extra": extra | _with(_NONE_MATCH)}


def asks(scope: Scope, out: type[BaseModel], *, visitors: bool = False) -> dict[str, Any]:
    """The options of a POST that changes nothing."""
    door = Door(scope, visitors=visitors)
    return {"auth": door, "response": {200: out}, "openapi_extra": _extra(door, {})}


def writes(
    scope: Scope, out: type[BaseModel] | None, *, status: int = 200, match: bool | None = None, once: bool = True
) -> dict[str, Any]:
    """The options of an operation that writes. ``match``: whether If-Match is needed, or ``None`` where it is not
    looked at; ``once``: whether an Idempotency-Key is."""
    door = Door(scope)
    parameters = [_KEY] if once else []
    if match is not None:
        parameters.append({**_MATCH, "required": match})
    answers: dict[int, Any] = {200: out, 201: out} if status == 201 and once else {status: out}
    return {"auth": door, "response": answers, "openapi_extra": _extra(door, {}) | _with(*parameters)}


def _extra(door: Door, more: dict[int, Any]) -> dict[str, Any]:
    return {
        "security": door.security(),
        "x-scope": door.scope.value,
        "responses": {**more, **dict.fromkeys(_ALWAYS, PROBLEM)},
    }


def _with(*parameters: dict[str, Any]) -> dict[str, Any]:
    return {"parameters": [dict(one) for one in parameters]} if parameters else {}


def components(problem: dict[str, Any]) -> dict[str, Any]:
    """What the operations refer to."""
    return {
        "responses": {
            "Problem": {
                "description": f"What went wrong, what was kept and what to do (RFC 9457). {_LIMITS}",
                "content": {MEDIA_TYPE: {"schema": problem}},
            }
        },
        "securitySchemes": {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "An access token of a person's account; each operation names the scope it needs.",
            }
        },
    }
