"""kill -9 of the database in the middle of an import: a clear message, and repeating it completes it, once each."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project.embedded import ask, keepers, kill, postmaster, until

from banyan.project import postgres
from banyan.project.postgres import Layout, server

ROWS = 400
_RUN = "from banyan.doors.cli.main import run; run()"


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the database's own account can reach when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="banyan-test-", ignore_cleanup_errors=True) as name:
        yield Path(name)
        layout = Layout(Path(name) / "postgres")
        kill(*keepers(layout), *server._processes(layout))


def start(place: Path, *arguments: str) -> subprocess.Popen[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BANYAN_", "DATABASE_", "DJANGO_"))
    }
    environment = {**kept, "BANYAN_VAR": str(place), "BANYAN_ENCODER": "none"}
    command = [sys.executable, "-c", _RUN, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def done(process: subprocess.Popen[str]) -> tuple[int, str]:
    said, _ = process.communicate(timeout=300)
    return process.returncode, " ".join(said.split())


@pytest.mark.slow
def test_a_killed_database_costs_no_row_and_doubles_none(place: Path) -> None:
    file = place / "offers.csv"
    rows = "".join(f"r{number},offer,Pump {number},Water is far\n" for number in range(ROWS))
    file.write_text(f"id,kind,title,problem_solved\n{rows}")
    assert done(start(place, "migrate"))[0] == 0
    assert done(start(place, "user", "create", "a@example.org", "--generate"))[0] == 0
    layout = Layout(place / "postgres")
    taking = start(place, "import", str(file), "--owner", "a@example.org")
    count = "SELECT count(*) FROM listings_listing"
    until(lambda: (place / "postgres/data/postmaster.pid").exists(), "the database runs")
    until(lambda: int(str(ask(layout, count)[0][0])) > ROWS // 10, "some rows are in")
    kill(postmaster(layout))
    code, said = done(taking)
    assert code == 1
    assert "The database went away in the middle" in said
    assert "Traceback" not in said
    code, said = done(start(place, "import", str(file), "--owner", "a@example.org"))
    assert code == 0, said
    assert "as before" in said
    held = postgres.hold(layout)
    try:
        assert ask(layout, count) == [(ROWS,)]
    finally:
        held.release()
