"""``banyan check``: is this node well?"""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from django.utils.module_loading import import_string
from rich.console import Console
from rich.table import Table

from banyan.project.boot import boot_for_terminal

_MARKS = {"good": "[green]good[/green]", "look": "[yellow]look[/yellow]", "bad": "[red]bad[/red]"}


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for monitoring.")] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Also read the whole search index: a second or two a gigabyte.")
    ] = False,
) -> None:
    """Ask whether this node is well. Exit code 1 when something is bad, 0 when not."""
    boot_for_terminal()
    found: dict[str, Any] = import_string("banyan.project.checks.findings")(thorough=thorough)
    well = all(finding.state != "bad" for finding in found.values())
    if as_json:
        rows = {name: {"state": f.state, "says": f.says, **f.numbers} for name, f in found.items()}
        typer.echo(json.dumps({"well": well, "checks": rows}, indent=2))
    else:
        table = Table(show_header=False, box=None, pad_edge=False)
        for name, finding in found.items():
            table.add_row(name, _MARKS[finding.state], finding.says)
        Console().print(table)
    raise typer.Exit(0 if well else 1)
