"""What is logged, and how it looks (structlog)."""

from __future__ import annotations

import sys
from typing import Any

import structlog

from banyan.project.settings import readers
from banyan.project.settings.node import BANYAN_MODE

BANYAN_LOG_LEVEL = readers.choice(
    "BANYAN_LOG_LEVEL",
    help="How much is logged: everything with `DEBUG`, only faults with `ERROR`.",
    among=("DEBUG", "INFO", "WARNING", "ERROR"),
    default="INFO",
)
BANYAN_LOG_FORMAT = readers.choice(
    "BANYAN_LOG_FORMAT",
    help="`text` for people, `json` for log collectors.",
    among=("text", "json"),
    default="text" if BANYAN_MODE == "dev" else "json",
    shown="text in `dev`, json in `prod`",
)

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
#: Without the values of variables: they may be what somebody typed.
_FOR_PEOPLE = structlog.dev.ConsoleRenderer(
    colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(
                    [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
                    if BANYAN_LOG_FORMAT == "json"
                    else [_FOR_PEOPLE]
                ),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["stderr"], "level": BANYAN_LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Two lines for each page are for log collectors; a person at a terminal wants to see what went wrong.
        "django_structlog": {"level": "INFO" if BANYAN_LOG_FORMAT == "json" else "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
    },
}
