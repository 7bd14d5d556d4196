"""The reference page of all commands, written from their own help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from banyan.doors.cli.main import load
from banyan.doors.cli.registry import COMMANDS

_HEAD = """# Commands

`banyan COMMAND --help` says the same in the terminal. Unless a command says otherwise, it ends with 0 when all went
well, 1 when it could not do what was asked (it says why), 2 when the command was not understood, and 130 when it was
stopped by Ctrl-C.

This page is written by `make docs` from the code; `make check` fails when it is out of date.
"""
_MARKUP = re.compile(r"\[/?(?:bold|italic|dim|green|red|yellow|cyan)[a-z ]*\]")


def commands_page() -> str:
    """Every command and sub-command with its arguments and options."""
    lines = [_HEAD]
    for name in COMMANDS:
        lines += _told(load(name), f"banyan {name}")
    return "\n".join(lines)


def _told(command: Any, path: str) -> Iterator[str]:
    """The section of a command, then those of its sub-commands."""
    yield from (f"## `{path}`", "", _plain(command.help or ""), "")
    rows = [row for parameter in command.params if (row := _row(parameter))]
    if rows:
        yield from ("| Option | What for | Without it |", "|---|---|---|", *rows, "")
    for name, part in sorted(getattr(command, "commands", {}).items()):
        yield from _told(part, f"{path} {name}")


def _row(parameter: Any) -> str:
    """One argument or option; empty for what every command has."""
    if parameter.name == "help" or getattr(parameter, "hidden", False):
        return ""
    spelled = (
        parameter.opts
        if parameter.param_type_name == "option"
        else [(parameter.metavar or parameter.name or "").upper()]
    )
    names = ", ".join(f"`{one}`" for one in spelled)
    default = parameter.default
    shown = (
        "" if default in (None, False, "", ()) or callable(default) or "Default" in repr(default) else f"`{default}`"
    )
    help_ = _plain(getattr(parameter, "help", None) or "").replace("|", "\\|").replace("\n", " ")
    return f"| {names} | {help_} | {'needed' if parameter.required else shown} |"


def _plain(text: str) -> str:
    """Help without the terminal's own marks."""
    lines = (line.strip() for line in _MARKUP.sub("", text).replace("\b", "").splitlines())
    return "\n".join(lines).strip()
