"""Typed readers of environment variables: a bad value is refused with a sentence that names the variable.

Each reader puts what it read into ``REGISTRY``, so that the reference page and its test see every variable there is.
Plain Python: settings are read before Django is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

Value = TypeVar("Value")

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})
_DURATION = re.compile(r"^(?P<number>[0-9]+)\s*(?P<unit>s|m|h|d)?$")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class BadSetting(ValueError):
    """A variable of the environment cannot be used; the message names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment, as the reference page shows it."""

    name: str
    kind: str
    default: str
    help: str


#: Every variable that was read, by name.
REGISTRY: dict[str, Variable] = {}


def text(name: str, *, help: str, default: str = "", shown: str | None = None) -> str:
    """Plain text, ends trimmed; NUL and line breaks are refused."""
    return _read(name, "text", help, default, shown, _one_line)


def flag(name: str, *, help: str, default: bool, shown: str | None = None) -> bool:
    """on/off, also yes/no, true/false, 1/0."""

    def parse(raw: str) -> bool:
        if raw.lower() in _YES | _NO:
            return raw.lower() in _YES
        raise ValueError("say on or off")

    return _read(name, "on or off", help, default, shown or ("on" if default else "off"), parse)


def whole(name: str, *, help: str, default: int, least: int = 0, most: int | None = None) -> int:
    """A whole number between ``least`` and ``most``, both included."""
    span = f"at least {least}" if most is None else f"from {least} to {most}"

    def parse(raw: str) -> int:
        number = int(raw) if re.fullmatch(r"-?[0-9]+", raw) else None
        if number is None or number < least or (most is not None and number > most):
            raise ValueError(f"give a whole number {span}")
        return number

    return _read(name, f"whole number, {span}", help, default, None, parse)


def seconds(name: str, *, help: str, default: int) -> int:
    """A length of time in whole seconds; ``90``, ``90s``, ``15m``, ``2h`` and ``3d`` are understood."""

    def parse(raw: str) -> int:
        found = _DURATION.match(raw)
        if found is None:
            raise ValueError("give a length of time such as 90s, 15m, 2h or 3d")
        return int(found["number"]) * _UNITS[found["unit"] or "s"]

    return _read(name, "length of time", help, default, f"{default}s", parse)


def url(name: str, *, help: str, schemes: Sequence[str], default: str = "", shown: str | None = None) -> str:
    """An address with one of the ``schemes``; empty when there is none."""

    def parse(raw: str) -> str:
        try:
            parts = urlsplit(_one_line(raw))
            _ = parts.port
        except ValueError as error:
            raise ValueError(f"this is not an address ({error})") from error
        if parts.scheme not in schemes:
            raise ValueError(f"give an address that starts with {' or '.join(f'{s}:' for s in schemes)}")
        return raw

    return _read(name, "address", help, default, shown, parse)


def path(name: str, *, help: str, default: Path, shown: str | None = None) -> Path:
    """A folder or file; ``~`` is the home folder and a relative path starts at the working directory."""

    def parse(raw: str) -> Path:
        return Path(_one_line(raw)).expanduser().absolute()

    return _read(name, "path", help, default, shown, parse)


def choice(name: str, *, help: str, among: Sequence[str], default: str, shown: str | None = None) -> str:
    """One of a few words."""

    def parse(raw: str) -> str:
        if raw not in among:
            raise ValueError(f"choose one of {', '.join(among)}")
        return raw

    return _read(name, f"one of {', '.join(among)}", help, default, shown, parse)


def words(name: str, *, help: str, default: Sequence[str] = (), among: Sequence[str] | None = None) -> tuple[str, ...]:
    """A comma-separated list; with ``among``, of these words only."""

    def parse(raw: str) -> tuple[str, ...]:
        given = tuple(dict.fromkeys(part for part in (_one_line(piece) for piece in raw.split(",")) if part))
        unknown = [] if among is None else [word for word in given if word not in among]
        if unknown:
            raise ValueError(f"{', '.join(unknown)} cannot be used; choose among {', '.join(among or ())}")
        if not given:
            raise ValueError("name at least one")
        return given

    return _read(name, "list with commas", help, tuple(default), ", ".join(default), parse)


def _read(name: str, kind: str, help: str, default: Value, shown: str | None, parse: Callable[[str], Value]) -> Value:
    REGISTRY[name] = Variable(name, kind, str(default) if shown is None else shown, help)
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return parse(raw)
    except ValueError as error:
        raise BadSetting(f"{name}: {error}. It is set to {_harmless(name, raw)}.") from error


def _one_line(raw: str) -> str:
    cleaned = raw.strip()
    if any(ord(character) < 32 for character in cleaned):
        raise ValueError("line breaks and control characters cannot be used")
    return cleaned


def _harmless(name: str, raw: str) -> str:
    """The value for a message, without what must not reach a log."""
    return "a secret value" if name.endswith(("_KEY", "_URL", "_PASSWORD")) else repr(raw)
