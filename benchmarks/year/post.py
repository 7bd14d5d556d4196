"""Where letters go: a line of a file each, which a killed process has written or not, so that they can be counted."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from banyan.base.clock import now

_LISTING = re.compile(r"/listing/(lst_[0-9a-z]{26})/")


@dataclass
class Doing:
    """The job that this process does now, and how many letters it has handed over."""

    job: int = 0
    task: str = ""
    args: dict[str, Any] = field(default_factory=dict)
    posted: int = 0


#: One job at a time.
doing = Doing()
#: Called before and after a letter is handed over: a worker may be killed there.
beside: list[Callable[[str], None]] = []


def folder() -> Path:
    """Where the year keeps its things."""
    return Path(os.environ["YEAR_FOLDER"])


def write_line(path: Path, said: object) -> None:
    """One line, whole or not at all: it is in the hands of the system when this returns."""
    number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(number, (json.dumps(said, default=str) + "\n").encode())
    finally:
        os.close(number)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """All lines so far."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


class Post(BaseEmailBackend):
    """Keeps of each letter when, to whom, by which job, and of which listings it tells."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for one in email_messages:
            for call in beside:
                call("before a letter")
            listings = sorted(set(_LISTING.findall(str(one.body))))
            write_line(
                folder() / "letters.jsonl",
                {"at": now().isoformat(), "to": one.to[0], "task": doing.task, "args": doing.args, "job": doing.job,
                 "id": one.extra_headers.get("Message-ID", ""), "listings": listings},
            )  # fmt: skip
            doing.posted += 1
            for call in beside:
                call("after a letter")
        return len(email_messages)
