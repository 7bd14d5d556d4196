"""Keeps children running and stops them in order. Plain Python: knows processes, not what they do."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

#: Seconds between two looks at the children.
LOOK_EVERY = 0.2
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
#: A child that lived this long was healthy: its next death starts with a short pause again.
_HEALTHY_AFTER = 60.0

Say = Callable[[str], None]


@dataclass
class Child:
    """One process to keep running; ``grace`` is how many seconds it gets to end by itself."""

    name: str
    command: Sequence[str]
    grace: float
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    start_at: float = field(default=0.0)

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches us alone and we stop it in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Runs until asked to stop by SIGINT or SIGTERM, or by ``stop``."""

    def __init__(self, children: Sequence[Child], *, say: Say, every_look: Callable[[], None] = lambda: None) -> None:
        self.children = list(children)
        self._say = say
        self._every_look = every_look
        self._stopping = threading.Event()
        self._insisted = threading.Event()

    def stop(self) -> None:
        """Asks ``run`` to stop the children and return."""
        self._stopping.set()

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """The first time asks, the second time insists."""
        if self._stopping.is_set():
            self._insisted.set()
        self.stop()

    def run(self) -> None:
        """Starts the children, restarts those that die with growing pauses, and returns when all have ended."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.on_signal)
        try:
            while not self._stopping.wait(LOOK_EVERY):
                for child in self.children:
                    self._look_after(child)
                self._every_look()
        finally:
            self._end()

    def _look_after(self, child: Child) -> None:
        if child.alive():
            return
        moment = time.monotonic()
        if child.process is not None:
            code = child.process.returncode
            child.process = None
            if moment - child.started > _HEALTHY_AFTER:
                child.pause = _FIRST_PAUSE
            child.start_at = moment + child.pause
            self._say(f"{child.name} ended ({_how(code)}); it starts again in {child.pause:.0f} s.")
            child.pause = min(child.pause * 2, _LONGEST_PAUSE)
        elif moment >= child.start_at:
            child.start()

    def _end(self) -> None:
        """Asks all at once, waits for each, and kills those that do not end in time, or at once when told twice."""
        living = [(child, child.process) for child in self.children if child.process is not None and child.alive()]
        if not living:
            return
        self._say("Stopping: what has begun is finished first. Ctrl-C again stops at once; jobs are done again later.")
        for _, process in living:
            process.terminate()
        begun = time.monotonic()
        for child, process in living:
            while process.poll() is None and time.monotonic() - begun < child.grace and not self._insisted.is_set():
                time.sleep(LOOK_EVERY / 4)
            if process.poll() is None:
                waited = time.monotonic() - begun
                self._say(f"{child.name} had not stopped after {waited:.0f} s and was killed.")
                process.kill()
                process.wait()


def _how(code: int) -> str:
    if code >= 0:
        return f"code {code}"
    return f"killed by {signal.Signals(-code).name}" if -code in set(signal.Signals) else f"signal {-code}"
