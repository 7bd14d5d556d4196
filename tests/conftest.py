"""The database of the tests: an embedded PostgreSQL unless ``DATABASE_URL`` names one; a new database per process."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg import sql

from banyan.base.jobs import doing
from banyan.project import postgres

hypothesis.register_profile("banyan", deadline=None)  # other work may go on beside the tests
hypothesis.load_profile("banyan")


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
    with psycopg.connect(address, autocommit=True) as server:
        for (name,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_banyan_%'").fetchall():
            found = re.match(r"test_banyan_(\d+)", name)
            if found and not psutil.pid_exists(int(found[1])):
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


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


@pytest.fixture(autouse=True)
def _no_memories() -> None:
    """Rate limits of one test must not reach the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _an_empty_queue(request: pytest.FixtureRequest) -> Iterator[None]:
    """Jobs live in tables that Django does not flush between tests that commit."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE")


@pytest.fixture
def do_jobs(db: None) -> Callable[[], list[str]]:
    """Does the jobs that wait, and those they enqueue, here and now; returns the names of the jobs done."""

    def work() -> list[str]:
        done: list[str] = []
        while row := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
            with doing(row.pk):
                app.tasks[row.task_name].func(**row.args)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [row.pk])
            done.append(row.task_name)
        return done

    return work
