"""The worker child (``python -m banyan.project.serving.worker TASKS [PARENT]``), and ``banyan worker``."""

from __future__ import annotations

import asyncio
import sys

import structlog
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from banyan.base.jobs import numbered
from banyan.project.boot import boot_for_terminal
from banyan.project.serving.parent import stop_with_parent

#: Seconds a job may still take when the worker stops; then it is put back and done again by another.
GRACE = 10.0
_log = structlog.get_logger(__name__)


def work(*, tasks: int) -> None:
    """Does jobs, ``tasks`` at a time, until asked to stop. The embedded server and Django are up."""
    asyncio.run(_work(tasks))


async def _work(tasks: int) -> None:
    connector = DjangoConnector().get_worker_connector()
    with app.replace_connector(connector):
        async with app.open_async():
            await app.run_worker_async(
                concurrency=tasks,
                task_middleware=[numbered],
                shutdown_graceful_timeout=GRACE,
                update_heartbeat_interval=10.0,
                stalled_worker_timeout=settings.WORKER_DEAD_AFTER,
            )


def main(arguments: list[str]) -> None:
    """Entry point of the child."""
    tasks, parent = arguments
    stop_with_parent(int(parent))
    boot_for_terminal()
    work(tasks=int(tasks))


if __name__ == "__main__":
    main(sys.argv[1:])
