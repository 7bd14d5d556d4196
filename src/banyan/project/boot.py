"""What every command and test does first: settings, then the database server, then Django."""

from __future__ import annotations

import os
import sys
import time

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from banyan.project import postgres
from banyan.project.settings.readers import BadSetting

#: The exit code of a command that could not even start: what is wrong is outside of it.
NOT_STARTED = 2

MODES = ("dev", "prod")
_held: list[postgres.Hold] = []


def settings_module() -> str:
    """The settings in use, by ``DJANGO_SETTINGS_MODULE``, else by ``BANYAN_MODE``."""
    mode = os.environ.get("BANYAN_MODE") or "dev"
    if mode not in MODES:
        raise BadSetting(f"BANYAN_MODE: choose {' or '.join(MODES)}. It is set to {mode!r}.")
    return os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"banyan.project.settings.{mode}")


def boot() -> postgres.Hold | None:
    """Starts Django, and before it the embedded server where one is used, which then runs as long as this process.

    ``BadSetting`` for a variable that cannot be used, ``ServerFault`` when the server does not come up. A second call
    does nothing more.
    """
    settings_module()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if settings.EMBEDDED is not None and not _held:
        _held.append(postgres.hold(settings.EMBEDDED))
    django.setup()
    return _held[0] if _held else None


def boot_for_terminal() -> postgres.Hold | None:
    """``boot``, with a fault told in a sentence on the terminal and exit code 2."""
    try:
        held = boot()
        wait_for_database()
    except (BadSetting, ImproperlyConfigured, postgres.ServerFault, OperationalError) as fault:
        sys.stderr.write(f"Banyan cannot start. {fault}\n")
        sys.exit(NOT_STARTED)
    return held


def wait_for_database() -> None:
    """Waits until the database answers, up to ``DATABASE_WAIT`` seconds; then ``OperationalError``."""
    deadline = time.monotonic() + settings.DATABASE_WAIT
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            connection.close()
            if time.monotonic() > deadline:
                raise OperationalError(f"The database does not answer: {error}") from error
            time.sleep(0.5)
        else:
            return
