"""Standing on a running node: what a command that touches the database calls first."""

from __future__ import annotations

from importlib import import_module


def boot() -> None:
    """Settings, database server, Django; a fault is told in a sentence and ends the command with exit code 2.

    Import models, services and selectors after this, inside the command. The project above is called by its name, as
    Django calls its settings: doors know nobody above them.
    """
    import_module("banyan.project.boot").boot_for_terminal()
