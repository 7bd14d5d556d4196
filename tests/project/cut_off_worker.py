"""A worker with one job that takes for ever when first done (``python cut_off_worker.py FOLDER``)."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from banyan.base.jobs import job
from banyan.project.boot import boot
from banyan.project.serving.worker import work

NAME = "tests.cut_off"


@job(NAME)
def cut_off(*, folder: str) -> None:
    """Leaves a mark when begun and, from the second time on, when done."""
    begun = Path(folder) / "begun"
    first = not begun.exists()
    with begun.open("a") as marks:
        marks.write("begun\n")
    if first:
        threading.Event().wait()
    with (Path(folder) / "done").open("a") as marks:
        marks.write("done\n")


if __name__ == "__main__":
    boot()
    work(tasks=1)
    sys.exit(0)
