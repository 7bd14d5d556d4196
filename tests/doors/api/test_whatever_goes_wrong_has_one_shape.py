from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast
from tests.doors.api.conftest import Of, Program

from banyan.doors.api.gate import MOST_BYTES
from banyan.doors.api.problems import MEDIA_TYPE, Problem


def check(answer: Any, status: int, code: str) -> None:
    said = Problem.model_validate_json(answer.content)
    assert (answer.status_code, said.status, said.code) == (status, status, code)
    assert answer["Content-Type"] == MEDIA_TYPE


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/listings/lst_nobody", 404, "not_found"),
        ("GET", "/listings/a%00b", 404, "not_found"),
        ("GET", "/listings?cursor=forged", 422, "invalid"),
        ("GET", "/listings?size=0", 422, "invalid"),
        ("GET", "/changes?since=0001-01-01T00:00:00%2B14:00", 422, "invalid"),
        ("GET", "/changes?until=9999-12-31T23:59:59-14:00", 422, "invalid"),
        ("GET", "/me/listings", 401, "no_token"),
        ("DELETE", "/listings", 405, "method_unknown"),
    ],
)
def test_addresses_and_questions(visitor: Program, method: str, path: str, status: int, code: str) -> None:
    check(visitor.ask(method, path), status, code)


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "unreadable"),
        (b'{"kind": NaN}', "application/json", 400, "unreadable"),
        (b"\xff\xfe", "application/json", 400, "unreadable"),
        (b"[" * 100_000, "application/json", 400, "unreadable"),
        (b"9" * 10_000, "application/json", 400, "unreadable"),
        (b"[]", "application/json", 422, "invalid"),
        (b'{"kind": "need", "fields": {"title": "\\u0000"}}', "application/json", 422, "invalid"),
        (b'{"kind": "need", "fields": {"title": "\\ud800"}}', "application/json", 422, "invalid"),
        (b'{"kind": "need", "fields": {}, "more": 1}', "application/json", 422, "invalid"),
        (b"kind=need", "application/x-www-form-urlencoded", 415, "wrong_type"),
        (b" " * (MOST_BYTES + 1), "application/json", 413, "too_large"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bodies(cast: Cast, of: Of, body: bytes, kind: str, status: int, code: str) -> None:
    program = of(cast.kofi)
    answer = program.client.post(
        "/api/v1/listings", body, content_type=kind, headers={"Authorization": f"Bearer {program.token}"}
    )
    check(answer, status, code)


@pytest.mark.parametrize("given", ["Bearer banyan_nobody", "Bearer ", "Basic YTpi", "banyan", "Bearer é"])
def test_tokens_that_open_nothing(db: None, given: str) -> None:
    client = Client(raise_request_exception=False)
    check(client.get("/api/v1/listings", headers={"Authorization": given}), 401, "bad_token")


def test_a_fault_of_ours_tells_nothing_of_how_we_are_made(visitor: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("banyan.doors.api.v1.listings.filter_listings", broken)
    answer = visitor.get("/listings")
    check(answer, 500, "error")
    assert b"hunter2" not in answer.content


def test_too_many_are_told_when_to_come_back(visitor: Program, settings: Settings) -> None:
    settings.BANYAN_API_VISITORS = 2
    first = visitor.get("/organisations")
    assert first["RateLimit"].startswith('"requests";r=1;t=')
    assert first["RateLimit-Policy"] == '"requests";q=2;w=60'
    visitor.get("/organisations")
    answer = visitor.get("/organisations")
    check(answer, 429, "too_many")
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_a_head_is_a_get_without_its_body(visitor: Program) -> None:
    answer = visitor.client.head("/api/v1/organisations")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"]
