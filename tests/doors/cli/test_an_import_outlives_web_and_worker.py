"""kill -9 of the import, the web process and the worker at once: nothing is lost, nothing doubled, the node goes on."""

from __future__ import annotations

import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from tests.doors.cli.running import done, run, start
from tests.project.embedded import ask, keepers, kill, living, until

from banyan.project.health import answers
from banyan.project.postgres import Layout, server

pytestmark = pytest.mark.slow

ROWS = 300
OWNER = "a@example.org"
#: What the room of matchmaking and the outbox do for each listing.
MINE = "task_name IN ('outbox.deliver', 'matchmaking.index', 'matchmaking.embed')"


@dataclass
class Node:
    """A serving node with children that can be killed."""

    place: Path
    port: int
    serving: subprocess.Popen[str]

    @property
    def layout(self) -> Layout:
        return Layout(self.place / "postgres")

    @property
    def said(self) -> str:
        return (self.place / "serving.txt").read_text()

    def count(self, query: str) -> int:
        return int(str(ask(self.layout, f"SELECT count(*) FROM {query}")[0][0]))

    def child(self, name: str) -> list[psutil.Process]:
        """The living child of this name with all below it."""
        for one in psutil.Process(self.serving.pid).children():
            if living(one) and f"banyan.project.serving.{name}" in one.cmdline():
                return [one, *one.children(recursive=True)]
        return []

    def answers(self) -> bool:
        return answers("127.0.0.1", self.port, timeout=10)

    def kill_web_and_worker(self, *also: subprocess.Popen[str]) -> None:
        """All at the same moment, while the worker has a job in hand; then both must come back by themselves."""
        until(lambda: self.count(f"procrastinate_jobs WHERE status = 'doing' AND {MINE}") > 0, "the worker works")
        gone = [*self.child("worker"), *self.child("web")]
        kill(*gone, *(psutil.Process(one.pid) for one in also))
        until(lambda: bool(self.child("web")) and bool(self.child("worker")), "both come back")
        until(self.answers, "the node answers")

    def time_passes(self) -> None:
        """For workers that gave no sign of life while others did, an hour."""
        ask(
            self.layout,
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'"
            " WHERE id <> (SELECT max(id) FROM procrastinate_workers)",
        )

    def is_quiet(self) -> bool:
        """Whether everything that was to be told and done has been told and done."""
        waits = self.count("base_outboxevent WHERE delivered IS NULL") + self.count("matchmaking_indexpending")
        return waits + self.count(f"procrastinate_jobs WHERE status IN ('todo', 'doing') AND {MINE}") == 0


@pytest.fixture
def node() -> Iterator[Node]:
    with tempfile.TemporaryDirectory(prefix="banyan-test-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        run(place, "migrate")
        run(place, "user", "create", OWNER, "--generate")
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = int(door.getsockname()[1])
        serving = start(place, "serve", "--port", str(port), said=place / "serving.txt")
        made = Node(place, port, serving)
        try:
            until(made.answers, "the node answers")
            yield made
        finally:
            if serving.poll() is None:
                kill(*psutil.Process(serving.pid).children(recursive=True), psutil.Process(serving.pid))
            serving.wait()
            kill(*keepers(made.layout), *server._processes(made.layout))


def test_a_file_is_taken_whole_and_once(node: Node) -> None:
    file = node.place / "offers.csv"
    rows = "".join(f"r{number},offer,Pump {number},Water is far\n" for number in range(ROWS))
    file.write_text(f"id,kind,title,problem_solved\n{rows}")
    taking = start(node.place, "import", str(file), "--owner", OWNER)
    until(lambda: node.count("listings_listing") > ROWS // 10, "some rows are in")
    node.kill_web_and_worker(taking)
    assert done(taking)[0] == -9
    taken = node.count("listings_listing")
    assert ROWS // 10 < taken < ROWS
    assert node.count("base_auditrow WHERE action = 'listing.import'") == taken

    again = start(node.place, "import", str(file), "--owner", OWNER)
    until(lambda: node.count("listings_listing") > taken, "more rows are in")
    node.kill_web_and_worker()
    code, said = done(again)
    assert code == 0, f"the import needs neither web nor worker: {said}"
    assert "as before" in said
    assert f"{ROWS} as before" in run(node.place, "import", str(file), "--owner", OWNER)

    node.time_passes()
    until(node.is_quiet, "all is told")
    assert node.count("listings_listing") == ROWS
    assert node.count("base_auditrow WHERE action = 'listing.import'") == ROWS
    assert node.count("procrastinate_jobs WHERE status = 'failed'") == 0
    for name in ("The web server", "The worker"):
        assert f"{name} ended (killed by SIGKILL); it starts again in" in node.said
    assert "Traceback" not in node.said


def test_what_is_published_reaches_the_index_whole_and_once(node: Node) -> None:
    taking = start(node.place, "demo", "load")
    until(lambda: node.count("listings_listing") > 20, "some records are in")
    node.kill_web_and_worker(taking)
    assert done(taking)[0] == -9
    taken = node.count("listings_listing")
    node.time_passes()
    until(node.is_quiet, "the index has what was taken")
    assert f"In the index {taken} " in run(node.place, "index", "status")

    said = run(node.place, "demo", "load")
    until(node.is_quiet, "the index has everything")
    every = node.count("listings_listing")
    assert f"{every} sample listings are here: {every - taken} new, 0 brought up to date." in said
    published = node.count("listings_listing WHERE state = 'published'")
    assert f"Published listings {published} In the index {published} " in run(node.place, "index", "status")
    assert node.count("base_auditrow WHERE action = 'listing.import'") == every
    assert node.count("procrastinate_jobs WHERE status = 'failed'") == 0
