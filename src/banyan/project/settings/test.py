"""For tests: fast, and deaf to the environment except ``BANYAN_VAR`` and ``DATABASE_URL``."""

from __future__ import annotations

import os
from pathlib import Path

_kept = {"BANYAN_VAR": os.environ.get("BANYAN_VAR", "")}
for _name in [name for name in os.environ if name.startswith("BANYAN_") and name not in _kept]:
    del os.environ[_name]
if not _kept["BANYAN_VAR"]:
    os.environ["BANYAN_VAR"] = str(Path(__file__).resolve().parents[4] / "var" / "test")

from banyan.project.postgres.layout import Layout  # noqa: E402  (the environment is cleaned first)
from banyan.project.settings import database  # noqa: E402
from banyan.project.settings.base import *  # noqa: E402

EMBEDDED = None if database.EMBEDDED is None else Layout(BANYAN_VAR / "postgres-test", durable=False)
if EMBEDDED is not None:
    DATABASES["default"].update(embedded(EMBEDDED))
DATABASES["default"]["TEST"] = {"NAME": f"test_banyan_{os.getpid()}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
SECRET_KEY = "only-for-tests-" * 4
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = BANYAN_VAR / f"files-{os.getpid()}"
INDEX_FOLDER = BANYAN_VAR / f"index-{os.getpid()}"
DUMP_FOLDER = BANYAN_VAR / f"dumps-{os.getpid()}"
BANYAN_ENCODER = "none"
BANYAN_FORM_SECONDS = 0  # tests are quicker than people; those about it set it
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING["root"]["level"] = "WARNING"
