"""``banyan mcp``: this node for an assistant on the same machine."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer


def mcp(
    token: Annotated[
        str, typer.Option(envvar="BANYAN_TOKEN", help="Access token; without one only what everybody may read is told.")
    ] = "",
) -> None:
    """Serve this node to an assistant over standard input and output (Model Context Protocol).

    Tools: search_listings, match_need, get_listing, find_codes; with a token that opens writing also draft_need. Give
    the token in BANYAN_TOKEN rather than on the command line, where others on the machine can read it.
    """
    import_module("banyan.project.boot").boot_for_terminal()
    if refused := import_module("banyan.doors.mcp.serving").serve(token):
        typer.echo(refused, err=True)
        raise typer.Exit(1)
