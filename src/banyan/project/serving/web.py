"""The web child (``python -m banyan.project.serving.web HOST PORT PROCESSES THREADS PARENT``): pages by granian."""

from __future__ import annotations

import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from banyan.project.boot import boot_for_terminal
from banyan.project.serving.parent import stop_with_parent

#: Seconds a page may still take when the server stops.
GRACE = 10


def main(arguments: list[str]) -> None:
    """Serves until asked to stop; a web process that dies is started again."""
    host, port, processes, threads, parent = arguments
    stop_with_parent(int(parent))
    boot_for_terminal()
    Server(
        "banyan.project.serving.application:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(processes),
        blocking_threads=int(threads),
        blocking_threads_idle_timeout=600,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
