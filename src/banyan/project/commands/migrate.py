"""``banyan migrate``: bring the database to this release."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.module_loading import import_string
from rich.console import Console

from banyan.project.boot import boot_for_terminal


def migrate(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit with 1 when something is missing.")
    ] = False,
) -> None:
    """Bring the database to this release. Safe to repeat, and safe from two places at once."""
    boot_for_terminal()
    console = Console()
    if check:
        missing: list[str] = import_string("banyan.project.migrating.missing")()
        console.print(f"Missing: {', '.join(missing)}" if missing else "The database is up to date.")
        raise typer.Exit(1 if missing else 0)
    applied: list[str] = import_string("banyan.project.migrating.migrate")()
    console.print(f"Applied {len(applied)} changes." if applied else "The database was up to date.")
