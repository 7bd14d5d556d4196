"""``banyan worker``: background jobs alone, on this machine or another with the same DATABASE_URL."""

from __future__ import annotations

from typing import Annotated

import typer
from django.conf import settings
from django.utils.module_loading import import_string
from rich.console import Console

from banyan.project.boot import boot_for_terminal
from banyan.project.commands.serve import let_go


def worker(
    tasks: Annotated[int, typer.Option(min=0, max=64, help="Jobs at a time; 0 means BANYAN_WORKER_TASKS.")] = 0,
) -> None:
    """Do background jobs until Ctrl-C. Run as many as you like, on as many machines as you like."""
    held = boot_for_terminal()
    console = Console(stderr=True, highlight=False)
    console.print("The worker runs. Ctrl-C stops it after the jobs it has begun.")
    try:
        import_string("banyan.project.serving.worker.work")(tasks=tasks or settings.BANYAN_WORKER_TASKS)
    finally:
        let_go(held, console)
    console.print("The worker has stopped.")
