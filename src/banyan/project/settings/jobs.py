"""Background work (procrastinate, in the same PostgreSQL)."""

from __future__ import annotations

from banyan.project.settings import readers

BANYAN_WORKER_TASKS = readers.whole(
    "BANYAN_WORKER_TASKS",
    help="How many jobs one worker process does at the same time.",
    default=4,
    least=1,
    most=64,
)
#: A worker that gave no sign of life for this many seconds is taken for dead, and its jobs are done again.
WORKER_DEAD_AFTER = 45
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["banyan.project.schedule"]
PROCRASTINATE_READONLY_MODELS = True
