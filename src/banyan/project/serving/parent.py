"""A child must not outlive its parent, however that one ended."""

from __future__ import annotations

import os
import signal
import threading

_LOOK_EVERY = 1.0


def stop_with_parent(parent: int) -> None:
    """Asks this process to stop (as ``SIGTERM`` would) once ``parent``, a process number, is no longer our parent."""

    def watch() -> None:
        alone = threading.Event()
        while os.getppid() == parent:
            alone.wait(_LOOK_EVERY)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
