"""``banyan index``: the search index, which can always be made again from the database."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from banyan.base.errors import BanyanError
from banyan.doors.cli.node import boot
from banyan.doors.cli.progress import Bar

app = typer.Typer(add_completion=False, no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)


@app.command()
def rebuild(
    words_only: Annotated[
        bool, typer.Option("--words-only", help="Leave the vectors to a worker; searching by words works at once.")
    ] = False,
) -> None:
    """Make the index again from the database. The old one serves meanwhile; vectors of unchanged texts are kept."""
    boot()
    from banyan.practice.matchmaking.services import index_embed, index_rebuild

    try:
        with Bar(_console) as bar:
            index_rebuild(bar.step("By words"), words_only=True)
            if not words_only:
                index_embed(bar.step("By meaning"))
    except BanyanError as error:
        _console.print(f"{error} {error.data.get('reason', '')} The former index is still in place.", markup=False)
        raise typer.Exit(1) from error
    status()


@app.command()
def status() -> None:
    """Show how the index stands. Exit code 1 when it cannot serve."""
    boot()
    from banyan.practice.matchmaking.selectors import readiness

    found = readiness()
    table = Table(show_header=False, box=None, pad_edge=False)
    rows = {
        "Published listings": found.published,
        "In the index": found.records,
        "With vectors": found.embedded,
        "Changes that wait": found.pending,
        "Generation": found.generation,
        "Encoder": found.encoder,
    }
    for name, value in rows.items():
        table.add_row(name, str(value))
    _console.print(table)
    _console.print(found.sentence, markup=False)
    raise typer.Exit(1 if found.state in {"missing", "damaged"} else 0)
