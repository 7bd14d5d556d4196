"""``banyan manage``: Django's own commands, with Banyan's settings and database."""

from __future__ import annotations

import typer
from django.core.management import execute_from_command_line

from banyan.project.boot import boot_for_terminal

app = typer.Typer(add_completion=False)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def manage(context: typer.Context) -> None:
    """Run one of Django's commands, such as `banyan manage makemigrations`."""
    boot_for_terminal()
    execute_from_command_line(["banyan manage", *context.args])
