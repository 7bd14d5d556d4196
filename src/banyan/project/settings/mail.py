"""Outgoing mail."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from banyan.project.settings import readers
from banyan.project.settings.node import BANYAN_MODE, BANYAN_NODE_NAME, BANYAN_VAR

BANYAN_EMAIL_URL = readers.url(
    "BANYAN_EMAIL_URL",
    help=(
        "How mail leaves: `smtp://user:password@host:587?tls=on`, `smtps://…`, `file:` (into `BANYAN_VAR/mail`), "
        "or `console:` (into that folder and onto the terminal)."
    ),
    schemes=("smtp", "smtps", "console", "file"),
    default="console:" if BANYAN_MODE == "dev" else "",
    shown="`console:` in `dev`; must be set in `prod`",
)
BANYAN_EMAIL_FROM = readers.text(
    "BANYAN_EMAIL_FROM",
    help="Sender of the node's mail, such as `Banyan <exchange@example.org>`.",
    default=f"{BANYAN_NODE_NAME} <banyan@localhost>",
    shown="the node's name at `banyan@localhost`",
)


def smtp(address: str) -> dict[str, Any]:
    """The Django settings that an ``smtp:`` or ``smtps:`` address stands for."""
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and options.get("tls", "on") == "on",
    }


_smtp = smtp(BANYAN_EMAIL_URL) if BANYAN_EMAIL_URL.startswith("smtp") else smtp("smtp://localhost")
EMAIL_BACKEND = {
    "": "django.core.mail.backends.smtp.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "console": "banyan.project.mail.ConsoleAndFile",
}[BANYAN_EMAIL_URL.split(":", 1)[0]]
EMAIL_FILE_PATH = str(BANYAN_VAR / "mail")
EMAIL_HOST: str = _smtp["EMAIL_HOST"]
EMAIL_PORT: int = _smtp["EMAIL_PORT"]
EMAIL_HOST_USER: str = _smtp["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD: str = _smtp["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL: bool = _smtp["EMAIL_USE_SSL"]
EMAIL_USE_TLS: bool = _smtp["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = BANYAN_EMAIL_FROM
SERVER_EMAIL = BANYAN_EMAIL_FROM
EMAIL_SUBJECT_PREFIX = f"[{BANYAN_NODE_NAME}] "
