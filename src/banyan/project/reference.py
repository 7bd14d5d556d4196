"""The generated pages of ``docs/reference`` (``python -m banyan.project.reference [--check]``)."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import django

import banyan.project.settings
from banyan.doors.cli.reference import commands_page
from banyan.project.settings import node
from banyan.project.settings.readers import REGISTRY

FOLDER = node.PACKAGE.parents[1] / "docs" / "reference"
_NOT_PARTS = frozenset({"base", "dev", "prod", "readers", "test"})

_HEAD = """# Settings

Banyan is set by variables of the environment. In `dev`, where it starts, nothing has to be set. A value that cannot be
used is refused at the start with a sentence that names the variable.

This page is written by `make docs` from the code; `make check` fails when it is out of date.
"""


def parts() -> Iterator[ModuleType]:
    """The settings files, one per integration, by name."""
    for found in pkgutil.iter_modules(banyan.project.settings.__path__):
        if found.name not in _NOT_PARTS:
            yield importlib.import_module(f"banyan.project.settings.{found.name}")


def settings_page() -> str:
    """Every variable with what it takes, what it is without, and what it is for."""
    lines = [_HEAD]
    for part in parts():
        source = Path(part.__file__ or "").read_text()
        mine = [variable for name, variable in REGISTRY.items() if f'"{name}"' in source]
        if not mine:
            continue
        lines += [f"## {(part.__doc__ or part.__name__).strip().splitlines()[0].rstrip('.')}", ""]
        lines += ["| Variable | Takes | Without it | What for |", "|---|---|---|---|"]
        lines += [f"| `{v.name}` | {v.kind} | {_cell(v.default)} | {_cell(v.help)} |" for v in mine]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|") or "nothing"


def api_document() -> str:
    """The description of the API; the rooms it speaks of have to be known first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.project.settings.dev")
    django.setup()
    document: Callable[[], str] = importlib.import_module("banyan.doors.api.description").document
    return document()


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "settings.md": settings_page,
    "openapi.json": api_document,
}


def outdated() -> list[str]:
    """Names of the pages that differ from what the code says."""
    return [
        name for name, page in PAGES.items() if not (FOLDER / name).is_file() or (FOLDER / name).read_text() != page()
    ]


def main(arguments: list[str]) -> int:
    """Writes the pages, or with ``--check`` says which are out of date; the exit code."""
    late = outdated()
    if "--check" in arguments:
        if late:
            sys.stderr.write(f"Out of date: {', '.join(late)}. Run: make docs\n")
        return 1 if late else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in late:
        (FOLDER / name).write_text(PAGES[name]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
