"""Making, starting and stopping one embedded server.

Every function here expects that the caller holds ``Layout.starting`` alone. A server counts as running when it
answers, never because a file says so.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

from banyan.project.postgres import binaries
from banyan.project.postgres.binaries import Account, ServerFault
from banyan.project.postgres.layout import Layout

#: Seconds for the server to come up; recovery after a crash may read a lot of log first.
START_LIMIT = 300.0
STOP_LIMIT = 60.0
_LOG_LIMIT = 8 * 1024 * 1024
_ACCEPTING, _BUSY = 0, 1
_DATABASE_EXISTS = "already exists"


def answers(layout: Layout) -> bool:
    """Whether the server takes connections now."""
    return (layout.data / "PG_VERSION").exists() and _state(layout) == _ACCEPTING


def ensure_running(layout: Layout) -> None:
    """Makes the data folder when there is none, starts the server when it does not answer, proves it by a query."""
    who = prepare(layout)
    if not (layout.data / "PG_VERSION").exists():
        _make(layout, who)
        _clear_remains(layout)
    deadline = time.monotonic() + START_LIMIT
    if not answers(layout):
        _wait_for_living(layout, deadline)
        if not answers(layout):
            _start(layout, who)
    _prove(layout, who)


def stop(layout: Layout) -> None:
    """Stops the server in order: open transactions are rolled back, everything committed is on disk."""
    if _postmaster(layout) is None:
        return
    done = binaries.run(
        _program(layout, "pg_ctl"),
        ["stop", "-D", str(layout.data), "-m", "fast", "-w", "-t", f"{STOP_LIMIT:.0f}"],
        who=binaries.account(layout),
        limit=STOP_LIMIT + 10,
    )
    if done.returncode != 0 and _postmaster(layout) is not None:
        raise ServerFault(f"The embedded PostgreSQL did not stop: {done.stdout}")


def prepare(layout: Layout) -> Account:
    """The folders, with the owner and rights that PostgreSQL asks for; returns who runs the server."""
    who = binaries.account(layout)
    layout.folder.mkdir(parents=True, exist_ok=True)
    sockets = layout.socket_folder
    sockets.mkdir(mode=0o700, exist_ok=True)
    if who.uid is None or who.gid is None:
        if sockets.stat().st_uid != os.geteuid():
            raise ServerFault(f"{sockets} belongs to somebody else. Remove it, or give Banyan another BANYAN_VAR.")
    else:
        os.chown(sockets, who.uid, who.gid)
        for place in (layout.folder, sockets, binaries.folder(binaries.NEW)):
            _let_through(place)
    sockets.chmod(0o700)
    return who


def _let_through(place: Path) -> None:
    """Lets the server's account pass (not read) the folders above ``place``; only needed when Banyan runs as root."""
    for folder in (place, *place.parents):
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


def _program(layout: Layout, name: str) -> Path:
    return binaries.folder(binaries.version_of(layout.data)) / name


def _make(layout: Layout, who: Account) -> None:
    """Makes a data folder beside its place and moves it there whole, so that a crash leaves no half one."""
    for leftover in layout.folder.glob("data.new*"):
        shutil.rmtree(leftover, ignore_errors=True)
    if layout.data.exists() and any(layout.data.iterdir()):
        raise ServerFault(f"{layout.data} is not empty and holds no PostgreSQL data. Move what is there elsewhere.")
    draft = layout.folder / "data.new"
    draft.mkdir(mode=0o700)
    if who.uid is not None and who.gid is not None:
        os.chown(draft, who.uid, who.gid)
    options = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--locale-provider=builtin"]
    options += ["--builtin-locale=C.UTF-8", "-U", layout.role, "-D", str(draft)]
    if not layout.durable:
        options.append("--no-sync")
    done = binaries.run(binaries.folder(binaries.NEW) / "initdb", options, who=who, limit=START_LIMIT)
    if done.returncode != 0:
        raise ServerFault(f"PostgreSQL could not make its data folder in {layout.folder}: {done.stdout}")
    if layout.data.exists():
        layout.data.rmdir()
    draft.rename(layout.data)


def _start(layout: Layout, who: Account) -> None:
    _clear_remains(layout)
    if layout.log.exists() and layout.log.stat().st_size > _LOG_LIMIT:
        layout.log.replace(layout.log.with_suffix(".old"))
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={layout.socket_folder}"]
    options += ["-c", "unix_socket_permissions=0700", "-c", "port=5432"]
    if not layout.durable:
        options += ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
    # pg_ctl passes paths through a shell, where a quote or a dollar has a meaning: so it works inside the folder.
    done = binaries.run(
        _program(layout, "pg_ctl"),
        ["start", "-w", "-t", f"{START_LIMIT:.0f}", "-D", ".", "-l", layout.log.name, "-o", shlex.join(options)],
        folder=layout.data,
        who=who,
        limit=START_LIMIT + 10,
    )
    if done.returncode != 0:
        raise ServerFault(
            f"The embedded PostgreSQL did not start. Its own words ({layout.log}):\n{_last_words(layout)}"
        )


def _clear_remains(layout: Layout) -> None:
    """Clears what a killed server left: orphaned processes, and lock files whose number now means another process.

    Orphans still write to shared memory; a new server beside them would spoil the data. Once none is left, nobody
    owns the lock files, though PostgreSQL would believe so as long as any process has that number.
    """
    for process in _processes(layout):
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + STOP_LIMIT
    while _processes(layout) and time.monotonic() < deadline:
        time.sleep(0.02)
    number = _pid_in_file(layout)
    if number is not None and psutil.pid_exists(number):
        (layout.data / "postmaster.pid").unlink(missing_ok=True)
    for leftover in layout.socket_folder.glob(".s.PGSQL.*"):
        leftover.unlink(missing_ok=True)


def _wait_for_living(layout: Layout, deadline: float) -> None:
    """A server that is there but does not answer yet starts, recovers or stops: wait for it, never start a second."""
    while _postmaster(layout) is not None and not answers(layout):
        if time.monotonic() > deadline:
            raise ServerFault(
                f"The embedded PostgreSQL (process {_pid_in_file(layout)}) runs but does not answer. "
                f"Its own words ({layout.log}):\n{_last_words(layout)}"
            )
        time.sleep(0.1)


def _prove(layout: Layout, who: Account) -> None:
    """One query to the database, which is made when it is missing."""
    common = ["-h", str(layout.socket_folder), "-U", layout.role]
    query = ["-X", "-q", "-A", "-t", "-d", layout.database, "-c", "SELECT 1"]
    asked = binaries.run(_program(layout, "psql"), [*common, *query], who=who, limit=STOP_LIMIT)
    if asked.returncode == 0:
        return
    made = binaries.run(_program(layout, "createdb"), [*common, layout.database], who=who, limit=STOP_LIMIT)
    if made.returncode != 0 and _DATABASE_EXISTS not in made.stdout:
        raise ServerFault(f"The embedded PostgreSQL runs but cannot be used: {asked.stdout}; {made.stdout}")


def _state(layout: Layout) -> int:
    arguments = ["-q", "-t", "5", "-h", str(layout.socket_folder), "-U", layout.role, "-d", layout.database]
    program = _program(layout, "pg_isready")
    return binaries.run(program, arguments, who=binaries.account(layout), limit=10).returncode


def _pid_in_file(layout: Layout) -> int | None:
    try:
        found = re.match(r"\d+", (layout.data / "postmaster.pid").read_text())
    except OSError:
        return None
    return int(found[0]) if found else None


def _postmaster(layout: Layout) -> psutil.Process | None:
    """The living server process of this folder, by the pid file and by what the process really is."""
    number = _pid_in_file(layout)
    return next((process for process in _processes(layout) if process.pid == number), None)


def _processes(layout: Layout) -> list[psutil.Process]:
    """All living processes of this folder's server: PostgreSQL's processes work in their data folder."""
    found = []
    for process in psutil.process_iter(["name", "status"]):
        if process.info["name"] != "postgres" or process.info["status"] == psutil.STATUS_ZOMBIE:
            continue
        with suppress(psutil.Error, OSError):
            if Path(process.cwd()).samefile(layout.data):
                found.append(process)
    return found


def _last_words(layout: Layout, lines: int = 12) -> str:
    try:
        return "\n".join(layout.log.read_text(errors="replace").splitlines()[-lines:])
    except OSError as error:
        return f"(the log cannot be read: {error.strerror})"
