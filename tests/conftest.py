"""The database of the tests: an embedded PostgreSQL unless ``DATABASE_URL`` names one; a new database per process."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from banyan.project import postgres


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """A server that answers, as long as these tests run."""
    if settings.EMBEDDED is None:
        yield
        return
    held = postgres.hold(settings.EMBEDDED)
    _drop_leftovers()
    yield
    held.release()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: None) -> None:
    """pytest-django asks for this before it makes the test database."""


def _drop_leftovers() -> None:
    """Drops the databases of test processes that were killed."""
    default = settings.DATABASES["default"]
    address = psycopg.conninfo.make_conninfo(
        host=default["HOST"],
        port=default["PORT"],
        user=default["USER"],
        password=default["PASSWORD"],
        dbname="postgres",
    )
    with psycopg.connect(address, autocommit=True) as connection:
        for (name,) in connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test_banyan_%'"
        ).fetchall():
            found = re.match(r"test_banyan_(\d+)", name)
            if found and not psutil.pid_exists(int(found[1])):
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def chromium() -> str | None:
    """The browser for ``browser`` tests."""
    named = os.environ.get("BANYAN_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests come last, and are left out only where there is no Chromium and nobody promised one (``CI``)."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if chromium() is None and not os.environ.get("CI"):
        absent = pytest.mark.skip(reason="Chromium is not installed")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(absent)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Debian's Chromium, for playwright's ``executable_path``."""
    found = chromium()
    assert found, "Install Chromium, or name it in BANYAN_CHROMIUM."
    return Path(found)
