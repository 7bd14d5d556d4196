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

    def stop(self) -> None:
        """Asks ``run`` to stop the children and return."""
        self._stopping.set()

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
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
        """Asks all at once, waits for each, and kills those that do not end."""
        living = [child for child in self.children if child.process is not None and child.alive()]
        for child in living:
            if child.process is not None:
                child.process.terminate()
        begun = time.monotonic()
        for child in living:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, child.grace - (time.monotonic() - begun)))
            except subprocess.TimeoutExpired:
                self._say(f"{child.name} did not stop within {child.grace:.0f} s and was killed.")
                child.process.kill()
                child.process.wait()


def _how(code: int) -> str:
    if code >= 0:
        return f"code {code}"
    return f"killed by {signal.Signals(-code).name}" if -code in set(signal.Signals) else f"signal {-code}"
