"""``banyan serve``: the whole node in one command."""

from __future__ import annotations

import os
import socket
import sys
import time
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string
from rich.console import Console

from banyan.project import postgres
from banyan.project.boot import NOT_STARTED, boot_for_terminal
from banyan.project.health import answers
from banyan.project.serving.supervisor import Child, Supervisor

_REFRESH_EVERY = 5.0
_WEB_GRACE = 15.0
_WORKER_GRACE = 15.0


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=0, help="Web processes; 0 means BANYAN_WEB_PROCESSES.")] = 0,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Leave background jobs to `banyan worker`.")] = False,
) -> None:
    """Serve the pages and do the background jobs, until Ctrl-C.

    Starts Banyan's own PostgreSQL where no DATABASE_URL is set, and brings the database to this release.
    """
    console = Console(stderr=True, highlight=False)
    fault = port_fault(host, port)
    if fault:
        console.print(fault)
        raise typer.Exit(NOT_STARTED)
    if os.environ.get("BANYAN_MODE", "dev") == "dev":
        os.environ.setdefault("BANYAN_URL", f"http://localhost:{port}")
    held = boot_for_terminal()
    _prepare(console)
    connections.close_all()
    me = str(os.getpid())
    processes = str(workers or settings.BANYAN_WEB_PROCESSES)
    module = [sys.executable, "-m"]
    web = [*module, "banyan.project.serving.web", host, str(port), processes, str(settings.BANYAN_WEB_THREADS), me]
    work = [*module, "banyan.project.serving.worker", str(settings.BANYAN_WORKER_TASKS), me]
    children = [Child("The web server", web, _WEB_GRACE)]
    if not no_worker:
        children.append(Child("The worker", work, _WORKER_GRACE))
    watch = Watch(host, port, console, held)
    try:
        Supervisor(children, say=console.print, every_look=watch.look).run()
    finally:
        let_go(held, console)
    console.print("Stopped. Everything that was saved is kept.")


def let_go(held: postgres.Hold | None, console: Console) -> None:
    """Stops the embedded server when nobody else uses it; when that fails, its keeper tries again."""
    try:
        if held is not None:
            held.release(stop_if_last=True)
    except (postgres.ServerFault, OSError) as fault:
        console.print(f"The database stops a little later by itself. {fault}", markup=False)


def port_fault(host: str, port: int) -> str | None:
    """Why the address cannot be listened on, in a sentence; None when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            return (
                f"Banyan cannot listen on {host}, port {port}: {error.strerror}. "
                f"Stop what uses it, or choose another port: banyan serve --port {port + 1 if port < 65535 else 8000}"
            )
    return None


def _prepare(console: Console) -> None:
    """The database at this release; in prod a person decides when it changes."""
    if settings.BANYAN_MODE == "prod":
        missing: list[str] = import_string("banyan.project.migrating.missing")()
        if missing:
            console.print(f"The database lacks {len(missing)} changes of this release. Run: banyan migrate")
            raise typer.Exit(NOT_STARTED)
        call_command("collectstatic", interactive=False, verbosity=0)
        return
    applied: list[str] = import_string("banyan.project.migrating.migrate")()
    if applied:
        console.print(f"The database was brought to this release ({len(applied)} changes).")


class Watch:
    """Says the address when the first page can be had, and keeps the database's keeper alive."""

    def __init__(self, host: str, port: int, console: Console, held: postgres.Hold | None) -> None:
        self._host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (compared, not bound)
        self._port = port
        self._console = console
        self._held = held
        self._ready = False
        self._next = time.monotonic() + _REFRESH_EVERY

    def look(self) -> None:
        if not self._ready and answers(self._host, self._port, timeout=2):
            self._ready = True
            shown = f"[{self._host}]" if ":" in self._host else self._host.replace("127.0.0.1", "localhost")
            self._console.print(f"Banyan answers at http://{shown}:{self._port}/   (Ctrl-C stops it)")
        if self._held is not None and time.monotonic() > self._next:
            self._held.keep()
            self._next = time.monotonic() + _REFRESH_EVERY
