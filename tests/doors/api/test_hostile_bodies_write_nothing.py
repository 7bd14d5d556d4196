from __future__ import annotations

import json
import random
from collections.abc import Iterator

from django.apps import apps
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.api.conftest import Of
from tests.factories.enquiries import sent
from tests.factories.listings import draft, published

from banyan.domain.listings.types import Kind

#: Tables that count requests, not what people said.
COUNTING = {"RateWindow", "OutboxEvent", "Session", "ProcrastinateJob"}
EVIL: tuple[object, ...] = (
    None,
    True,
    -1,
    10**400,
    1e308,
    "\x00",
    "\ud800",
    "' OR 1=1; --",
    "{{7*7}}${7*7}<script>alert(1)</script>",
    "../../../../etc/passwd",
    "%00%0a",
    "\u202e\u2066" * 50,
    "a" * 100_000,
    [],
    {},
    [[[[]]]] * 50,
    {"__proto__": {"admin": True}, "$where": "1", "": ""},
    [{"what": {"what": {}}}],
)
RAW = (b"", b"null", b"[]", b'"x"', b"{", b"\xff" * 100, b"[" * 50_000, b'{"a":' * 5_000, b'{"kind":"need","kind":[]}')


def bodies(rng: random.Random) -> Iterator[bytes]:
    """Two hundred: raw ones, and good shapes in which each value may have become an evil one."""
    yield from RAW
    shapes: tuple[dict[str, object], ...] = (
        {"kind": "need", "fields": {"title": "x", "places": ["KE"], "claims": [], "visibility": {}}},
        {"fields": {"translations": {}, "budget_max": 1, "deadline": "2030-01-01"}},
        {"verb": "publish", "reason": None, "note": ""},
        {"step": "accept", "text": "", "reason": None},
        {"move": "advance", "reason": None, "line": ""},
        {"listing": "x", "who": "x", "what": "x", "hopes": "x"},
        {"search": {"q": "x", "places": []}, "frequency": "daily", "name": ""},
        {"enquiry": "x"},
    )
    for _ in range(200 - len(RAW)):
        body = json.loads(json.dumps(rng.choice(shapes)))
        inner = body.get("fields") or body.get("search") or body
        inner[rng.choice([*inner, "more"])] = rng.choice(EVIL)
        body[rng.choice(list(body))] = rng.choice([*EVIL, dict(body), dict(body)])
        yield json.dumps(body).encode()


def counted() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model.__name__ not in COUNTING
    }


def test_two_hundred_hostile_bodies_write_nothing(cast: Cast, of: Of, settings: Settings) -> None:
    settings.BANYAN_API_TOKENS = 1_000_000
    offer = published(cast.kofi, Kind.OFFER).id
    mine, enquiry = draft(cast.uma).id, sent(cast.amina, offer)
    program = of(cast.uma)
    client = Client(raise_request_exception=False)
    addresses = (
        ("post", "/listings"),
        ("patch", f"/listings/{mine}"),
        ("post", f"/listings/{offer}/steps"),
        ("post", "/match"),
        ("post", "/enquiries"),
        ("post", f"/enquiries/{enquiry}/steps"),
        ("post", "/cases"),
        ("post", "/alerts"),
    )
    headers = {"Authorization": f"Bearer {program.token}", "If-Match": '"1"'}
    client.get("/api/v1/me/listings", headers=headers)  # its first use is kept by the day
    before, refused = counted(), 0
    for number, body in enumerate(bodies(random.Random(6))):
        method, path = addresses[number % len(addresses)]
        answer = getattr(client, method)(f"/api/v1{path}", body, content_type="application/json", headers=headers)
        assert answer.status_code < 500, (path, body[:200])
        refused += answer.status_code >= 400
        if answer.status_code >= 400:
            assert counted() == before, (path, body[:200])
        before = counted()
    assert refused > 150
