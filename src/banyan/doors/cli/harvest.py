"""``banyan harvest``: the places whose records are read, for those who run the node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from banyan.base.errors import BanyanError
from banyan.doors.cli.node import boot
from banyan.doors.cli.progress import Bar

if TYPE_CHECKING:
    from banyan.practice.harvest.types import RunView

app = typer.Typer(add_completion=False, no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)
_SHOWN = 20


@app.callback()
def root() -> None:
    """Places whose records are read here. They are added on the page for sources, where ten records are tried first."""


@app.command("list")
def list_() -> None:
    """Show all sources with their ids, and how their last reading went."""
    boot()
    from banyan.practice.harvest.selectors import every_source

    table = Table("Id", "Name", "Form", "State", "Listings", "Last read", "How", box=None, pad_edge=False)
    for one in every_source():
        when = f"{one.last.started:%Y-%m-%d %H:%M}" if one.last else "never"
        how = one.last.state if one.last else ""
        table.add_row(one.id, one.name, one.form, one.state, str(one.listings), when, how)
    _console.print(table)


@app.command()
def run(source: Annotated[str, typer.Argument(help="Id of the source, from `banyan harvest list`.")]) -> None:
    """Read a source now, to its end, and tell what was found.

    A reading that is stopped, also by force, goes on from its last page when the command is given again, or when the
    clock comes to it. The exit code is 1 where the reading did not come to its end.
    """
    boot()
    from banyan.practice.harvest.selectors import last_run
    from banyan.practice.harvest.services import source_run
    from banyan.practice.harvest.types import RunState

    try:
        with Bar(Console(stderr=True)) as bar:
            hear = bar.step("records")
            while source_run(public_id=source, seconds=5.0) is RunState.RUNNING:
                now_at = last_run(source)
                hear(now_at.seen if now_at else 0, 0)
                if now_at is None or now_at.trouble:
                    break
        found = last_run(source)
    except BanyanError as error:
        _console.print(str(error), markup=False)
        raise typer.Exit(1) from error
    if found is not None:
        _tell(found)
    if found is None or found.state is not RunState.DONE:
        raise typer.Exit(1)


def _tell(found: RunView) -> None:
    from banyan.practice.harvest.types import OUTCOMES, RUN_STATES

    lines = [f"{found.seen} records on {found.pages} pages: {RUN_STATES[found.state]}."]
    lines += [f"  {n:>8}  {OUTCOMES[outcome]}" for outcome, n in found.report.counts.items()]
    if found.trouble:
        lines.append(found.trouble)
    if found.report.broken:
        lines.append(f"To be mended ({len(found.report.broken)}):")
    for one in found.report.broken[:_SHOWN]:
        lines.append(f"  {one.id}: {' '.join(one.reasons)}{' (nothing of it was taken)' if one.whole else ''}")
    if found.report.dead_contacts:
        lines.append(f"Nobody seems to be reached at the contact of {len(found.report.dead_contacts)} records.")
    if found.report.of:
        lines.append("Answered, of those that were read:")
        lines += [f"  {100 * n // found.report.of:>7}%  {name}" for name, n in found.report.fields[:_SHOWN]]
    _console.print("\n".join(lines), markup=False)
