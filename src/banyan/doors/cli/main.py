"""The command ``banyan``: a thin group whose sub-commands are loaded when they are called (see ``registry``)."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from banyan.doors.cli.registry import COMMANDS, Command

#: The exit code after Ctrl-C, as shells have it.
INTERRUPTED = 130
#: The exit code when a command could not do what was asked.
FAILED = 1


def _stub(name: str, command: Command) -> TyperCommand:
    """What ``--help`` shows for a command, without importing it."""
    return TyperCommand(name=name, help=command.help, rich_help_panel=command.panel)


def load(name: str) -> Any:
    """The command itself, imported now."""
    module_name, attribute = COMMANDS[name].target.split(":")
    target = getattr(importlib.import_module(module_name), attribute)
    if not isinstance(target, typer.Typer):
        single = typer.Typer(add_completion=False, rich_markup_mode="rich")
        single.command(name=name)(target)
        target = single
    loaded = typer.main.get_command(target)
    loaded.name = name
    return loaded


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports the one that is called."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        for name, command in COMMANDS.items():
            self.add_command(_stub(name, command))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, stub, rest = super().resolve_command(ctx, args)
        return (name, load(name), rest) if name in COMMANDS else (name, stub, rest)


app = typer.Typer(
    name="banyan",
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"banyan {version('banyan')}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Banyan connects those who need a technology with those who have one.

    [bold]Try it[/bold] on two files of your own (CSV, TSV, JSON Lines or plain text), nothing to set up:

      banyan match needs.csv offers.csv

    [bold]Learn a command[/bold] with its own help, for example:

      banyan match --help
    """


def run() -> None:
    """Entry point of the console script."""
    try:
        app()
    except KeyboardInterrupt:
        print("Stopped. Nothing was left half written.", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except Exception as error:
        if not _database_lost(error):
            raise
        print(
            "The database went away in the middle. What was done until then is kept, nothing was left half written. "
            f"Repeat the command; `banyan check` tells whether the database is back. ({error})",
            file=sys.stderr,
        )
        sys.exit(FAILED)


def _database_lost(error: Exception) -> bool:
    """Whether the connection broke. Django is only asked when the command has loaded it."""
    faults = sys.modules.get("django.db.utils")
    return faults is not None and isinstance(error, (faults.OperationalError, faults.InterfaceError))
