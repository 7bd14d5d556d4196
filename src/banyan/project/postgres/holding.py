"""Using the embedded server: it runs as long as one process holds it.

Holding is a shared lock on a file, so a holder that is killed counts no longer. A small process, the keeper, starts
the server again when it dies and stops it in order when nobody holds it any more.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from banyan.project.postgres import binaries, locks, server
from banyan.project.postgres.binaries import ServerFault
from banyan.project.postgres.layout import Layout

#: Seconds within which the keeper's own short look at the holders is over, on a loaded machine too.
_GLANCE = 2.0


class Hold:
    """One process's use of an embedded server. Ends with ``release``, or with the process."""

    def __init__(self, layout: Layout, number: int) -> None:
        self.layout = layout
        self._number: int | None = number

    def refresh(self) -> None:
        """Makes sure that the server and its keeper live; cheap when they do. ``ServerFault`` when it cannot."""
        with locks.alone(self.layout.starting):
            server.ensure_running(self.layout)
            _ensure_keeper(self.layout)

    def keep(self) -> None:
        """Starts another keeper when ours was killed; cheap enough to call every few seconds."""
        _ensure_keeper(self.layout)

    def release(self, *, stop_if_last: bool = False) -> None:
        """Lets go. With ``stop_if_last`` the last one stops the server before it returns; else the keeper will."""
        number, self._number = self._number, None
        if number is None:
            return
        try:
            if stop_if_last and _alone_soon(number):
                with locks.alone(self.layout.starting):
                    server.stop(self.layout)
                    # Before the next one may look: a keeper that still saw us would start the server again.
                    locks.release(number)
        finally:
            os.close(number)


def _alone_soon(number: int) -> bool:
    """Whether nobody else holds the server; asked for a moment, because the keeper looks in from time to time."""
    deadline = time.monotonic() + _GLANCE
    while not locks.try_alone(number):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def hold(layout: Layout) -> Hold:
    """Starts the server of ``layout`` unless it runs, and keeps it until released. ``ServerFault`` when it cannot."""
    try:
        layout.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        binaries.account(layout)
        number = locks.opened(layout.holders)
    except OSError as error:
        raise ServerFault(f"Banyan's database folder {layout.folder} cannot be used: {error.strerror}.") from error
    try:
        locks.share(number)
        held = Hold(layout, number)
        held.refresh()
    except BaseException:
        os.close(number)
        raise
    return held


def _ensure_keeper(layout: Layout) -> None:
    """Starts a keeper unless one lives. Its lock is taken here and inherited, so that there are never two."""
    number = locks.opened(layout.keeping)
    try:
        if locks.try_alone(number):
            subprocess.Popen(  # noqa: S603  (our own interpreter and module)
                [sys.executable, "-m", "banyan.project.postgres.keeper", str(layout.folder), str(int(layout.durable))],
                pass_fds=[number],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
            )
    finally:
        os.close(number)
