"""The description of the API (OpenAPI 3.1), as it is served and as it stands in the repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from banyan.doors.api.operations import components
from banyan.doors.api.problems import Problem
from banyan.doors.api.v1.api import api

PREFIX = "api/v1/"


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The whole document; in English, and the same on every node."""
    with translation.override("en"):
        made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    for name, parts in components(Problem.model_json_schema()).items():
        made["components"].setdefault(name, {}).update(parts)
    made["servers"] = [{"url": "/"}]
    return made


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of the description, in its order."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def document() -> str:
    """The description as a file."""
    return json.dumps(description(), ensure_ascii=False, indent=1) + "\n"


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """For programs that make clients."""
    return HttpResponse(document(), content_type="application/json")
