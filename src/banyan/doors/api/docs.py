"""The page for people who write programs: every operation with examples, without scripts or anything from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banyan.doors.api.description import operations

#: What stands in an example for a part of an address.
NAMED = {
    "listing_id": "lst_01k9zexample00000000000000",
    "enquiry_id": "enq_01k9zexample00000000000000",
    "case_id": "cas_01k9zexample00000000000000",
    "alert_id": "alr_01k9zexample00000000000000",
    "scheme": "sdg",
    "slug": "jua-dryers",
}
#: Bodies that do something sensible on a node with the sample.
_BODIES: Mapping[str, Mapping[str, object]] = {
    "listings_create": {"kind": "need", "fields": {"title": "Dry fruit when it rains", "places": ["KE"]}},
    "listings_update": {"fields": {"title": "Dry mango when it rains"}},
    "listings_step": {"verb": "publish"},
    "match_create": {"text": "We need to dry mango when it rains", "kinds": ["offer"], "top": 3},
    "enquiries_create": {
        "listing": NAMED["listing_id"],
        "who": "A cooperative of forty families.",
        "what": "Dry mango in the rain.",
        "hopes": "A call and a price.",
    },
    "enquiries_step": {"step": "accept", "text": "Gladly."},
    "cases_create": {"enquiry": NAMED["enquiry_id"]},
    "cases_move": {"move": "advance"},
    "alerts_create": {"search": {"q": "dryer", "places": ["KE"]}, "frequency": "weekly"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One operation as the page shows it. ``id`` is its place on the page."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    words: str
    scope: str
    public: bool
    curl: str
    python: str


def lines(base: str) -> list[Line]:
    """All operations; ``base`` is the node's address."""
    return [_line(base, method, path, said) for method, path, said in operations()]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """All operations by subject."""
    tags: dict[str, list[Line]] = {}
    for line in lines(settings.BANYAN_URL):
        tags.setdefault(line.tag, []).append(line)
    return render(request, "api/docs.html", {"tags": tags.items(), "base": settings.BANYAN_URL})


def _line(base: str, method: str, path: str, said: Mapping[str, Any]) -> Line:
    name, public = str(said["operationId"]), {} in said["security"]
    asked = path.format(**NAMED)
    body = _BODIES.get(name)
    match = any(one.get("name") == "If-Match" and one.get("required") for one in said.get("parameters", ()))
    return Line(
        id=name,
        tag=str(said["tags"][0]),
        method=method,
        path=path,
        summary=str(said["summary"]),
        words=" ".join(str(said.get("description", "")).split()),
        scope=str(said["x-scope"]),
        public=public,
        curl=_curl(base + asked, method, body, public=public, match=match),
        python=_python(base, asked.removeprefix("/api/v1"), method, body, public=public, match=match),
    )


def _curl(address: str, method: str, body: Mapping[str, object] | None, *, public: bool, match: bool) -> str:
    parts = ["curl --fail-with-body"]
    if method not in {"GET", "POST"} or (method == "POST" and body is None):
        parts.append(f"-X {method}")
    if not public:
        parts.append('-H "Authorization: Bearer $BANYAN_TOKEN"')
    if match:
        parts.append("-H 'If-Match: *'")
    if body is not None:
        parts += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(body)}'"]
    return " \\\n  ".join([*parts, f'"{address}"'])


def _python(base: str, path: str, method: str, body: Mapping[str, object] | None, *, public: bool, match: bool) -> str:
    token = "" if public else ', token=os.environ["BANYAN_TOKEN"]'
    more = f",\n        {json.dumps(body)}" if body is not None else ""
    more += ', if_match="*"' if match else ""
    said = ".status_code" if method == "DELETE" else ".json()"
    head = "" if public else "import os\n\n"
    return (
        f"{head}from banyan.client import Client\n\n"
        f'with Client("{base}"{token}) as banyan:\n'
        f'    print(banyan.ask("{method}", "{path}"{more}){said})'
    ).replace(": true", ": True")
