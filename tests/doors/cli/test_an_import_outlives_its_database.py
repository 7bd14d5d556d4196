"""kill -9 of the database in the middle of an import: a clear message, and repeating it completes it, once each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.doors.cli.running import done, run, start
from tests.project.embedded import ask, keepers, kill, postmaster, until

from banyan.project import postgres
from banyan.project.postgres import Layout, server

ROWS = 400


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's own account can reach when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="banyan-test-", ignore_cleanup_errors=True) as name:
        yield Path(name)
        layout = Layout(Path(name) / "postgres")
        kill(*keepers(layout), *server._processes(layout))


def rows_in(layout: Layout) -> int:
    """0 while the database of the command before still ends, or that of this one starts."""
    try:
        return int(str(ask(layout, "SELECT count(*) FROM listings_listing")[0][0]))
    except psycopg.OperationalError:
        return 0


@pytest.mark.slow
def test_a_killed_database_costs_no_row_and_doubles_none(place: Path) -> None:
    file = place / "offers.csv"
    rows = "".join(f"r{number},offer,Pump {number},Water is far\n" for number in range(ROWS))
    file.write_text(f"id,kind,title,problem_solved\n{rows}")
    run(place, "migrate")
    run(place, "user", "create", "a@example.org", "--generate")
    layout = Layout(place / "postgres")
    taking = start(place, "import", str(file), "--owner", "a@example.org")
    until(lambda: rows_in(layout) > ROWS // 10, "some rows are in")
    kill(postmaster(layout))
    code, said = done(taking)
    assert code == 1
    assert "The database went away in the middle" in said
    assert "Traceback" not in said
    assert "as before" in run(place, "import", str(file), "--owner", "a@example.org")
    held = postgres.hold(layout)
    try:
        assert rows_in(layout) == ROWS
    finally:
        held.release()
