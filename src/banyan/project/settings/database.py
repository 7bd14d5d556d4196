"""PostgreSQL: by URL, or Banyan's own embedded server."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from banyan.project.postgres.layout import Layout
from banyan.project.settings import readers
from banyan.project.settings.node import BANYAN_VAR

DATABASE_URL = readers.url(
    "DATABASE_URL",
    help=(
        "A PostgreSQL 15 or later to use, such as `postgresql://banyan@db.example/banyan`. "
        "Without it Banyan runs its own PostgreSQL in `BANYAN_VAR`."
    ),
    schemes=("postgresql", "postgres"),
    shown="the embedded PostgreSQL",
)
DATABASE_WAIT = readers.seconds(
    "BANYAN_DATABASE_WAIT",
    help="How long a start waits for the database to answer before it gives up.",
    default=60,
)


def parse(address: str) -> dict[str, Any]:
    """A PostgreSQL URL as Django wants it; options after ``?`` (``sslmode``, ``host`` …) are passed on to libpq."""
    parts = urlsplit(address)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or unquote(parts.username or "banyan"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(options.pop("port", "") or parts.port or ""),
        "OPTIONS": options,
    }


def embedded(layout: Layout) -> dict[str, Any]:
    """Where the embedded server of ``layout`` listens once it runs; nothing is started here."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": layout.database,
        "USER": layout.role,
        "HOST": str(layout.socket_folder),
        "PORT": "",
        "OPTIONS": {},
    }


#: The embedded server, or None with a DATABASE_URL. ``doors/cli`` and the tests start it.
EMBEDDED: Layout | None = None if DATABASE_URL else Layout(BANYAN_VAR / "postgres")

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **(parse(DATABASE_URL) if EMBEDDED is None else embedded(EMBEDDED)),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 10)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        # In the database, so that rate limits hold across processes and machines.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "project_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
