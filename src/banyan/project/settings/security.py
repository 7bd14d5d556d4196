"""Keys, hosts, cookies and headers."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from banyan.project.settings import readers
from banyan.project.settings.node import BANYAN_MODE, BANYAN_URL, BANYAN_VAR

_SHORTEST_KEY = 50
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


def key_from_file(file: Path) -> str:
    """The key kept in ``file``; made at the first call, readable for its owner alone.

    Two first starts at the same moment agree: the file is linked into place whole, and whoever comes second reads it.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text().strip()


_key = readers.text(
    "BANYAN_SECRET_KEY",
    help=f"At least {_SHORTEST_KEY} random characters that sign sessions and links. Changing it signs everybody out.",
    shown="made once and kept in `BANYAN_VAR/secret-key` in `dev`; must be set in `prod`",
)
if _key and len(_key) < _SHORTEST_KEY:
    raise readers.BadSetting(f"BANYAN_SECRET_KEY: give at least {_SHORTEST_KEY} random characters.")
if not _key and BANYAN_MODE == "prod":
    raise readers.BadSetting(
        "BANYAN_SECRET_KEY: it must be set in prod. Make one with: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
    )
SECRET_KEY = _key or key_from_file(BANYAN_VAR / "secret-key")

BANYAN_HOSTS = readers.words(
    "BANYAN_HOSTS",
    help="Host names this node answers to; the host of `BANYAN_URL` always counts, and in `dev` this computer's own.",
)
ALLOWED_HOSTS = list(
    dict.fromkeys(
        [urlsplit(BANYAN_URL).hostname or "localhost", *BANYAN_HOSTS, *(_LOCAL if BANYAN_MODE == "dev" else ())]
    )
)
CSRF_TRUSTED_ORIGINS = [BANYAN_URL]

BANYAN_HTTPS_REDIRECT = readers.flag(
    "BANYAN_HTTPS_REDIRECT",
    help="In `prod`, send visitors of plain HTTP to HTTPS. Turn it off when the proxy before Banyan already does.",
    default=True,
)
BANYAN_HSTS = readers.seconds(
    "BANYAN_HSTS",
    help="In `prod`, how long browsers remember that this site is HTTPS only. 0 turns it off.",
    default=365 * 86400,
)
_https = BANYAN_URL.startswith("https:")
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 86400
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

#: Content-Security-Policy, sent by ``banyan.project.headers`` with a fresh nonce for each answer.
CONTENT_SECURITY_POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'", "'nonce-{nonce}'"),
    "style-src": ("'self'", "'nonce-{nonce}'"),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
