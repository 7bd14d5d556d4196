"""A program with a token, before the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import cast

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.services import token_create
from banyan.domain.accounts.types import Scope
from banyan.domain.listings.selectors import exchange

__all__ = ["cast"]

EVERYTHING = tuple(Scope)


@pytest.fixture
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written just now is told at once, without the seconds that real readers stay back."""
    monkeypatch.setattr(exchange, "MARGIN", timedelta(seconds=-5))


@dataclass(frozen=True, slots=True)
class Program:
    """Asks the API, with a token or without."""

    client: Client
    token: str = ""

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        sent = {name.replace("_", "-"): said for name, said in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = {} if body is None else {"data": body, "content_type": "application/json"}
        if method == "GET":
            return self.client.get(f"/api/v1{path}", headers=sent)
        return getattr(self.client, method.lower())(f"/api/v1{path}", headers=sent, **data)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: object, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: object, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)


Of = Callable[..., Program]


@pytest.fixture
def visitor(db: None) -> Program:
    """Somebody without a token."""
    return Program(Client(raise_request_exception=False))


@pytest.fixture
def of(db: None) -> Of:
    """``of(cast.amina, Scope.READ)``: a program of hers with a token for these scopes, or for all."""

    def made(person: SignedIn, *scopes: Scope) -> Program:
        token = token_create(by=person, name="a test", scopes=scopes or EVERYTHING, days=30)
        return Program(Client(raise_request_exception=False), token.secret)

    return made


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    """An index of the test's own."""
    settings.INDEX_FOLDER = tmp_path / "index"


@pytest.fixture
def program_inside(db: None) -> Iterator[Callable[..., object]]:
    """The node as a WSGI program in this very transaction: its requests must not close the connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)
