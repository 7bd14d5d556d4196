"""``banyan demo``: an invented world to look around in, and out again."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from banyan.doors.cli.naming import called
from banyan.doors.cli.node import boot
from banyan.doors.cli.progress import Bar

app = typer.Typer(add_completion=False, no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)


@app.command()
def load(
    embed: Annotated[
        bool, typer.Option("--embed", help="Also compare by meaning now (a minute or two), not later in a worker.")
    ] = False,
    show: Annotated[bool, typer.Option("--show", help="Then show the accounts and a first match.")] = False,
) -> None:
    """Load the sample: invented chapters, organisations, needs, offers and helpers. Repeating it changes nothing."""
    boot()
    from banyan.doors.cli.demo import accounts, loading
    from banyan.practice.matchmaking.services import index_embed, index_rebuild

    with Bar(_console) as bar:
        loaded = loading.load(bar.step("Sample records"))
        index_rebuild(bar.step("Index, by words"), words_only=True)
        if embed:
            index_embed(bar.step("Index, by meaning"))
    _console.print(
        f"{loaded.total} sample listings are here: {loaded.created} new, {loaded.updated} brought up to date."
    )
    for sentence in loaded.refused:
        _console.print(sentence, markup=False)
    if not accounts.allowed():
        _console.print("No demo accounts were made: this node is in production, and their password is in the manual.")
    else:
        accounts.create()
        if not show:
            _console.print(f"Accounts to sign in with: {called('demo accounts')}")
    if not show:
        _console.print(f"See a match: {called('demo first-match')}")
        return
    if accounts.allowed():
        _console.print("\nSign in as one of these, each in a browser of its own:")
        accounts_()
    first_match()


@app.command()
def remove(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove the sample: its listings, organisations, chapters and accounts. Nobody's own records are touched."""
    boot()
    from banyan.domain.listings.services import sample_remove_all
    from banyan.practice.matchmaking.services import index_rebuild

    if not yes and not typer.confirm("Remove all sample records and demo accounts for good?"):
        _console.print("Nothing was removed.")
        raise typer.Exit(1)
    gone = sample_remove_all(actor="cli")
    index_rebuild(words_only=True)
    _console.print(
        f"Removed: {gone.listings} listings, {gone.organisations} organisations, {gone.chapters} chapters,"
        f" {gone.people} accounts."
    )
    if gone.kept:
        _console.print(f"{gone.kept} sample organisations stay, because listings of real people lean on them.")


@app.command("first-match")
def first_match(
    need: Annotated[
        str, typer.Option(help="Which sample need, such as need-012 (Hindi) or need-026 (Arabic).")
    ] = "need-001",
) -> None:
    """Show a real match: a need, its three best answers, and why."""
    boot()
    from banyan.doors.cli.demo import showing

    if not showing.first_match(need, Console(highlight=False)):
        raise typer.Exit(1)


@app.command("accounts")
def accounts_() -> None:
    """Show the demo accounts and their password. Refused on a node in production."""
    boot()
    from banyan.doors.cli.demo import accounts

    if not accounts.allowed():
        _console.print("This node is in production (BANYAN_MODE=prod): there are no demo accounts here.")
        raise typer.Exit(1)
    rows = accounts.present()
    if not rows:
        _console.print(f"There are no demo accounts yet. Make them with: {called('demo load')}")
        raise typer.Exit(1)
    table = Table("E-mail", "Who", "May", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row.email, row.name, row.may)
    _console.print(table)
    _console.print(f"Password of all: {accounts.PASSWORD}", markup=False)
