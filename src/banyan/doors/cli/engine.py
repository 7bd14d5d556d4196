"""``banyan engine``: the ranking learns from what this node's people said of its answers, and forgets it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from banyan.base.errors import BanyanError
from banyan.doors.cli.node import boot

app = typer.Typer(add_completion=False, no_args_is_help=True)
_console = Console(highlight=False, soft_wrap=True)
_TOO_FEW = 3


@app.command()
def train(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show before and after, keep nothing.")] = False,
) -> None:
    """Fit the weights of the ranking on this node's own judgements; keep them only when they are better.

    What people said counts where a yes stands beside a no for the same listing. Better means: on needs held back, more
    of these pairs stand in the right order, and the whole 95 % interval of the gain lies above 0. Exit code 0 when the
    weights were kept or are as good as before, 3 when there is too little to learn from.
    """
    boot()
    from banyan.practice.matchmaking.services import ranking_refit

    try:
        found = ranking_refit(keep=not dry_run, actor="cli")
    except BanyanError as error:
        _console.print(f"{error} Nothing was changed.", markup=False)
        raise typer.Exit(1) from error
    _console.print(f"A yes beside a no: for {found.needs} listings, by {found.people} people.")
    if found.before is None or found.after is None:
        missing = [
            f"{count} more {what}"
            for count, what in ((found.missing_needs, "listings"), (found.missing_people, "people"))
            if count
        ]
        _console.print(f"Too little to learn from: {' and '.join(missing)} are missing. Nothing was changed.")
        raise typer.Exit(_TOO_FEW)
    _console.print(
        f"Pairs in the right order, on needs held back: {found.before:.1%} before, {found.after:.1%} after"
        f" (gain {found.after - found.before:+.1%}, 95 % interval {found.low:+.1%} to {found.high:+.1%})."
    )
    _show(found.weights)
    if found.kept:
        _console.print("Better: these weights are in force within half a minute. Go back: banyan engine reset")
    elif found.better:
        _console.print("Better, but only tried: nothing was changed.")
    else:
        _console.print("Not surely better: the weights in force stay. Nothing was changed.")


@app.command()
def weights() -> None:
    """Show the weights in force, since when, and what they brought."""
    boot()
    from banyan.practice.matchmaking.selectors import ranking_in_force

    now = ranking_in_force()
    _console.print(f"Ranking of version {now.base}.")
    if now.left_out:
        _console.print(f"A refit made for version {now.left_out} is not in force: run banyan engine train again.")
    if not now.weights or now.since is None:
        _console.print("All parts weigh as shipped.")
        return
    _show(now.weights)
    _console.print(
        f"In force since {now.since:%Y-%m-%d %H:%M} UTC; pairs in the right order then:"
        f" {now.report.get('before', 0.0):.1%} before, {now.report.get('after', 0.0):.1%} after."
    )


@app.command()
def reset() -> None:
    """Go back to the weights as shipped."""
    boot()
    from banyan.practice.matchmaking.services import ranking_reset

    if ranking_reset(actor="cli"):
        _console.print("All parts weigh as shipped again, within half a minute.")
    else:
        _console.print("All parts weigh as shipped already.")


def _show(found: Mapping[str, float]) -> None:
    table = Table("Part of the score", "Factor", box=None, pad_edge=False)
    for name, factor in found.items():
        table.add_row(name, f"{factor:.2f}")
    _console.print(table)
