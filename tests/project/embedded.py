"""Tools for tests that kill servers for real."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import conninfo

from banyan.project.postgres.layout import Layout

#: Generous, because other work may share the machine; a healthy server needs a second or two.
PATIENCE = 120.0

HOLDER = """
import sys
from pathlib import Path
from banyan.project import postgres
held = postgres.hold(postgres.Layout(Path(sys.argv[1]), durable=False))
print((held.layout.data / "postmaster.pid").read_text().split()[0], flush=True)
sys.stdin.read()
"""


def until(condition: Callable[[], bool], what: str) -> None:
    """Waits for something that must come."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def holder(layout: Layout) -> subprocess.Popen[str]:
    """Another process that holds the server until its standard input ends; its first line is the server's number."""
    command = [sys.executable, "-c", HOLDER, str(layout.folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(layout: Layout, query: str) -> list[tuple[object, ...]]:
    """A query over a connection of its own; rows, or nothing when there are none."""
    address = conninfo.make_conninfo(host=str(layout.socket_folder), user=layout.role, dbname=layout.database)
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []


def postmaster(layout: Layout) -> psutil.Process:
    return psutil.Process(int((layout.data / "postmaster.pid").read_text().split()[0]))


def keepers(layout: Layout) -> list[psutil.Process]:
    """The living keepers of this folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = process.info["cmdline"] or []
        if "banyan.project.postgres.keeper" in line and str(layout.folder) in line:
            found.append(process)
    return [process for process in found if living(process)]


def living(process: psutil.Process) -> bool:
    """Whether it runs; one that waits to be reaped by whoever adopted it does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kill(*processes: psutil.Process) -> None:
    """``kill -9``, and waits until they are gone."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    until(lambda: not any(map(living, processes)), "the killed are gone")


def clean_shutdown(layout: Layout) -> bool:
    """Whether the server left its data in order, by its own log."""
    text = layout.log.read_text(errors="replace")
    return text.rstrip().endswith("database system is shut down") and not (layout.data / "postmaster.pid").exists()


def short(folder: Path) -> Layout:
    """A fast server below ``folder``."""
    return Layout(folder / "pg", durable=False)
