"""Bad input of every kind gets an answer below 500, whoever sends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.cast import PROVIDER, Cast
from tests.doors.web.reading import signed_in
from tests.factories.listings import draft, published

from banyan.base.paging import pack
from banyan.domain.listings.types import Kind

HOSTILE = ("lst_%00x", "x" * 3000, "%ED%A0%80%F0%9F%92%A9", "%22%3E%3Cscript%3E")
TYPED = ("a\x00b", "9" * 400, "9999-12-31", "x" * 9000)


@pytest.fixture
def everybody(cast: Cast) -> tuple[Client, ...]:
    """A visitor, somebody with no part in anything, an administrator of an organisation, and of the node."""
    return (Client(), signed_in(cast.uma), signed_in(cast.kofi), signed_in(cast.noor))


def addresses(ids: dict[str, str]) -> Iterator[str]:
    """Each address of the pages, with the parts filled from ``ids``."""

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
        for one in patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, route)
            elif "(?P" not in route and "admin/" not in route:
                yield "/" + route

    for route in walk(list(get_resolver().url_patterns), ""):
        for name, value in ids.items():
            route = route.replace(f"<str:{name}>", value).replace(f"<slug:{name}>", value)
        if "<" not in route:
            yield route


def test_hostile_ids_in_addresses(everybody: tuple[Client, ...]) -> None:
    _visitor, _uma, _kofi, noor = everybody
    names = ("public_id", "listing_id", "attachment_id", "draft_id", "slug", "verb", "name", "kind", "key")
    for hostile in HOSTILE:
        for address in addresses(dict.fromkeys(names, hostile)):
            for answer in (noor.get(address), noor.post(address)):
                assert answer.status_code < 500, (address, answer.status_code)


def test_hostile_questions(everybody: tuple[Client, ...], cast: Cast, indexed: Callable[[], object]) -> None:
    one, other = published(cast.kofi, Kind.OFFER).id, published(cast.kofi, Kind.OFFER).id
    indexed()
    cursors = (
        "x",
        "a:b:c",
        pack([20, one]),
        pack(["2026-03-01T00:00:00+00:00", one]),
        pack(["2026-03-01", one]),
        pack([None, None]),
        pack(["x", 1]),
        pack([-5, ""]),
        pack([10**30, ""]),
    )
    names = ("q", "sdgs", "places", "trl", "sort", "page", "state", "in", "more", "id", "need", "next", "all", "cursor")
    queries = ["&".join(f"{name}={hostile}" for name in names) for hostile in HOSTILE]
    queries += [
        f"{q}sort={sort}&cursor={cursor}"
        for cursor in cursors
        for sort in ("newest", "closing_soon", "relevance")
        for q in ("", "q=dryer&")
    ]
    queries += [
        "&".join(f"sdgs={n}" for n in range(1, 120)),
        "&".join(f"id={n}" for n in range(100)),
        f"id={one}&id={other}&need={one}",
    ]
    pages = (
        "/search/",
        "/compare/",
        "/organisations/",
        "/mine/",
        f"/listing/{one}/",
        f"/need/{one}/answers/",
        "/offer/new/",
        f"/listing/{one}/edit/",
        "/terms/sdgs/",
        "/account/login/",
        "/",
    )
    client = everybody[2]
    for query in queries:
        for page in pages if "&cursor" not in query[:40] else ("/search/",):
            answer = client.get(f"{page}?{query}")
            assert answer.status_code < 500, (page, query)


def test_hostile_headers_and_cookies(everybody: tuple[Client, ...]) -> None:
    for value in ("x" * 5000, "\x00", "fr;q=abc, *;q=9, ;;;", "zh-hans-" * 50, "ü"):
        for name in (
            "HTTP_ACCEPT_LANGUAGE",
            "HTTP_COOKIE",
            "HTTP_X_FORWARDED_FOR",
            "HTTP_REFERER",
            "HTTP_HX_CURRENT_URL",
            "HTTP_X_REQUEST_ID",
            "HTTP_HX_REQUEST",
        ):
            client = Client()
            client.defaults[name] = value
            assert client.get("/search/?q=x").status_code < 500, (name, value)
        cookies = Client()
        for name in ("language", "session", "csrftoken", "messages"):
            cookies.cookies[name] = value.replace("\x00", "%00")
        assert cookies.get("/").status_code < 500
        assert (
            cookies.post("/language/setlang/", {"language": value, "next": "https://evil.example/"}).status_code < 500
        )


def test_hostile_forms(everybody: tuple[Client, ...], cast: Cast) -> None:
    ids = {
        "public_id": published(cast.kofi, Kind.OFFER).id,
        "listing_id": draft(cast.kofi, Kind.OFFER).id,
        "attachment_id": "x",
        "draft_id": "x",
        "slug": PROVIDER,
        "name": "sdgs",
        "kind": "funding",
        "key": "x",
    }
    names = (
        "token",
        "version",
        "seen",
        "title",
        "problem",
        "words",
        "language",
        "sdgs",
        "sdgs-add",
        "places",
        "budget_max",
        "deadline",
        "closes",
        "trl",
        "claims-0-what",
        "claims-0-value",
        "claims-999999-what",
        "claims-0-date",
        "in_use-0-since",
        "in_use-٣-place",
        "url",
        "contact",
        "organisation",
        "chapter",
        "translations-0-language",
        "translations-0-title",
        "see-trl",
        "guessed",
        "guess",
        "take",
        "theirs",
        "more",
        "less",
        "listing",
        "reason",
        "note",
        "user",
        "email",
        "role",
        "name",
        "country",
        "kind",
        "website",
        "ror",
        "about",
        "locale",
        "time_zone",
        "login",
        "password",
        "next",
        "undo",
    )
    for address in addresses({**ids, "verb": "confirm"}):
        for typed in TYPED:
            for extra in ({}, {"auto": "1", "add": "1"}):
                for client in (everybody[0], everybody[2]):
                    answer = client.post(address, {**dict.fromkeys(names, typed), **extra})
                    assert answer.status_code < 500, (address, typed[:20], extra)
        body = "&".join(f"{name}=%ED%A0%80%FF" for name in names)
        answer = everybody[2].post(address, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, address
