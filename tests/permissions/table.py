"""The table of ``docs/reference/who-may-do-what.md``, read as the tests read it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from typing import Final

from tests.cast import Cast

from banyan.domain.accounts.policy import Asker

PAGE: Final = Path(__file__).parents[2] / "docs/reference/who-may-do-what.md"
DOORS: Final = Path(__file__).parents[2] / "src/banyan/doors"
PEOPLE: Final = ("amina", "kofi", "mei", "rosa", "sami", "noor", "uma", "visitor")
ROOMS: Final = (
    "domain.accounts",
    "domain.chapters",
    "domain.organisations",
    "domain.listings",
    "domain.moderation",
    "practice.harvest",
    "practice.matchmaking",
    "practice.duplicates",
    "practice.brokerage",
)

_SERVICES = tuple(f"banyan.{room}.services." for room in ROOMS)

#: Does it, in the name of whoever asks.
Do = Callable[..., object]
#: Brings the world to where it could be done.
Deed = Callable[[Cast], Do]


@dataclass(frozen=True, slots=True)
class Row:
    """What is done (a service, and in brackets where more than one case differs) and what each of ``PEOPLE`` hears."""

    what: str
    cells: tuple[str, ...]

    @property
    def service(self) -> str:
        return self.what.split(" ")[0]


def _lines() -> Iterator[tuple[str, ...]]:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            yield tuple(cell.strip().replace("`", "") for cell in line.strip("| ").split("|"))


def rows() -> list[Row]:
    return [Row(what, tuple(cells)) for what, *cells in _lines() if len(cells) == len(PEOPLE)]


def of_nobody() -> frozenset[str]:
    """Services that no person calls, each with its reason on the page."""
    return frozenset(line[0] for line in _lines() if len(line) == 2)


def services() -> frozenset[str]:
    """What rooms offer to others, and whatever else of their services a door calls."""
    found: set[str] = set()
    for room in ROOMS:
        module = import_module(f"banyan.{room}.services")
        names = getattr(module, "__all__", None) or [
            name for name, one in vars(module).items() if isfunction(one) and one.__module__ == module.__name__
        ]
        found |= {name for name in names if isfunction(getattr(module, name)) and not name.startswith("_")}
    return frozenset(found | set(_called_by_doors()))


def _called_by_doors() -> Iterator[str]:
    for file in DOORS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(_SERVICES):
                module = import_module(str(node.module))
                yield from (one.name for one in node.names if isfunction(getattr(module, one.name)))


def asker(cast: Cast, who: str) -> Asker:
    found: Asker = getattr(cast, who)
    return found
