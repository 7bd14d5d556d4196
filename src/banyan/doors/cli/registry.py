"""Every sub-command of ``banyan``: where it lives and its one-line help.

To add a command: write it in a file of its own beside this one, then add one line to ``COMMANDS``. The target is
``module:name``, where the name is a plain function with typer annotations (one command) or a ``typer.Typer`` (a command
with sub-commands). The module is imported only when its command is called, so that ``banyan --help`` is quick and
``banyan match`` never loads Django.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One sub-command: its module and attribute, its help line, and the panel of ``banyan --help`` it stands in."""

    target: str
    help: str
    panel: str


MATCHING = "Matching, without a server"
NODE = "A node"
RECORDS = "Records"

#: name → command, in the order of ``banyan --help``.
COMMANDS: dict[str, Command] = {
    "match": Command("banyan.doors.cli.match:match", "Match a file of needs with a file of offers.", MATCHING),
    "serve": Command("banyan.project.commands.serve:serve", "Serve the pages and do the background jobs.", NODE),
    "worker": Command("banyan.project.commands.worker:worker", "Do background jobs only.", NODE),
    "check": Command("banyan.project.commands.check:check", "Ask whether this node is well.", NODE),
    "user": Command("banyan.doors.cli.user:app", "People: create, list, set-role, password.", NODE),
    "index": Command("banyan.doors.cli.index:app", "The search index: rebuild, status.", NODE),
    "duplicates": Command("banyan.doors.cli.duplicates:app", "Listings that stand in several places: find.", NODE),
    "harvest": Command("banyan.doors.cli.harvest:app", "Records of other places: list, run.", NODE),
    "engine": Command("banyan.doors.cli.engine:app", "The ranking: train on own judgements, weights, reset.", NODE),
    "import": Command("banyan.doors.cli.import_:import_", "Take a file of listings in, as drafts.", RECORDS),
    "export": Command("banyan.doors.cli.export:export", "Write the listings to a file.", RECORDS),
    "dump": Command(
        "banyan.project.commands.dump:dump", "Write down all that is public, signed; or check one.", RECORDS
    ),
    "demo": Command("banyan.doors.cli.demo:app", "An invented sample: load, remove, first-match, accounts.", NODE),
    "mcp": Command("banyan.doors.mcp.command:mcp", "Serve this node to an assistant on the same machine (MCP).", NODE),
    "migrate": Command("banyan.project.commands.migrate:migrate", "Bring the database to this release.", NODE),
    "manage": Command("banyan.project.commands.manage:app", "Run one of Django's own commands.", NODE),
}
