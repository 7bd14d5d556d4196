"""The web server."""

from __future__ import annotations

from banyan.project.settings import readers

BANYAN_WEB_PROCESSES = readers.whole(
    "BANYAN_WEB_PROCESSES",
    help="How many web processes answer visitors. Each has its own copy of the encoder in memory.",
    default=2,
    least=1,
    most=128,
)
BANYAN_WEB_THREADS = readers.whole(
    "BANYAN_WEB_THREADS",
    help="How many pages one web process makes at the same time. Each may use one connection to the database.",
    default=8,
    least=1,
    most=128,
)
