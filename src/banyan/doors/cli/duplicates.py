"""``banyan duplicates``: listings that stand in several places."""

from __future__ import annotations

import typer
from rich.console import Console

from banyan.base.errors import BanyanError
from banyan.doors.cli.node import boot

app = typer.Typer(add_completion=False, no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)


@app.callback()
def root() -> None:
    """Listings that stand in several places, here and at sources: one of them is shown, and names the others."""


@app.command()
def find() -> None:
    """Look at all listings anew. What people said of pairs stays; nothing of the listings is changed.

    New and changed listings are looked at by themselves. This finds out besides what is boilerplate in this collection,
    so run it after a large harvest; it takes minutes for 100,000 listings and about 15 kB of memory for each.
    """
    boot()
    from banyan.practice.duplicates.services import duplicates_find

    try:
        found = duplicates_find()
    except BanyanError as error:
        _console.print(str(error), markup=False)
        raise typer.Exit(1) from error
    _console.print(
        f"{found.listings} listings: {found.sure} pairs are surely the same, {found.proposed} wait for a steward, "
        f"{found.groups} groups are shown once.",
        markup=False,
    )
