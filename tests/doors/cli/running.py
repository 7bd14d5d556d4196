"""Commands as people start them, each a process of its own with its own folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_RUN = "from banyan.doors.cli.main import run; run()"


def start(place: Path, *arguments: str, said: Path | None = None) -> subprocess.Popen[str]:
    """A command at work; what it says goes into the file ``said``, or waits for ``done``."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BANYAN_", "DATABASE_", "DJANGO_"))
    }
    environment = {**kept, "BANYAN_VAR": str(place), "BANYAN_ENCODER": "none", "BANYAN_WEB_PROCESSES": "1"}
    command = [sys.executable, "-c", _RUN, *arguments]
    if said is None:
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with said.open("w") as file:
        return subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT, text=True)


def done(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Waits for its end: the exit code, and what it said on one line."""
    said, _ = process.communicate(timeout=300)
    return process.returncode, " ".join((said or "").split())


def run(place: Path, *arguments: str) -> str:
    """A command that must succeed; what it said."""
    code, said = done(start(place, *arguments))
    assert code == 0, said
    return said
