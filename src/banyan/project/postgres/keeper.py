"""The keeper: one small process per embedded server (``python -m banyan.project.postgres.keeper FOLDER DURABLE``).

Started by the first holder, apart from every terminal. It outlives holders that are killed, starts a server that
was killed, and stops the server in order a few seconds after the last holder is gone. When the keeper itself is
killed, the next holder starts another.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from banyan.project.postgres import locks, server
from banyan.project.postgres.binaries import ServerFault
from banyan.project.postgres.layout import Layout

#: Seconds between two looks, and how long nobody must hold the server before it stops (commands come in rows).
LOOK_EVERY = 0.25
LINGER = 4.0
_LONGEST_PAUSE = 60.0


class Keeper:
    """Watches one server until nobody uses it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.asked_to_stop = False
        self._holders = locks.opened(layout.holders)
        self._idle_since: float | None = None
        self._pause = 1.0
        self._next_start = 0.0

    def run(self) -> None:
        """Returns when the server has stopped because nobody needs it."""
        while not self._finished():
            time.sleep(LOOK_EVERY)

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """The machine goes down: stop as soon as nobody holds the server, without lingering."""
        self.asked_to_stop = True

    def _finished(self) -> bool:
        if self._orphaned():
            return True
        if not locks.try_alone(self._holders):
            self._idle_since = None
            self._revive()
            return False
        moment = time.monotonic()
        self._idle_since = self._idle_since or moment
        if not self.asked_to_stop and moment - self._idle_since < LINGER:
            locks.release(self._holders)
            return False
        try:
            with locks.alone(self.layout.starting):
                server.stop(self.layout)
        except (ServerFault, OSError):
            locks.release(self._holders)
            return False
        return True

    def _orphaned(self) -> bool:
        """Whether the folder was removed under us. A new one of the same name has a keeper of its own."""
        try:
            return not os.path.samestat(os.fstat(self._holders), self.layout.holders.stat())
        except OSError:
            return True

    def _revive(self) -> None:
        """Starts a server that holders wait for, with growing pauses when that fails."""
        moment = time.monotonic()
        if moment < self._next_start or self._listens():
            return
        try:
            with locks.alone(self.layout.starting):
                if self._anybody():
                    server.ensure_running(self.layout)
        except (ServerFault, OSError):
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        else:
            self._pause = 1.0
        self._next_start = time.monotonic() + self._pause

    def _anybody(self) -> bool:
        """Whether somebody still holds the server; the last one may just have stopped it."""
        if locks.try_alone(self._holders):
            locks.release(self._holders)
            return False
        return True

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
            door.settimeout(2)
            try:
                door.connect(str(self.layout.socket_folder / ".s.PGSQL.5432"))
            except TimeoutError:
                return True  # there, but busy
            except OSError:
                return False
        return True


def main(arguments: list[str]) -> None:
    """Entry point; the keeper's own lock was inherited and ends with this process."""
    folder, durable = arguments
    keeper = Keeper(Layout(Path(folder), durable=durable == "1"))
    signal.signal(signal.SIGTERM, keeper.ask_to_stop)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keeper.run()


if __name__ == "__main__":
    main(sys.argv[1:])
