"""Which column of a file is which field of a listing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import override

from banyan.domain.listings.formats import BY_NAME
from banyan.doors.cli.records.columns import ALIASES
from banyan.doors.cli.records.files import column_name

_OURS = frozenset(BY_NAME) | {"id", "kind"}
_MORE = {"text": "summary"}


@dataclass(frozen=True, slots=True)
class Columns:
    """``fields`` maps columns to fields, ``""`` for those to be left out; ``unknown`` has a sentence for each other."""

    fields: Mapping[str, str]
    unknown: tuple[str, ...]


class BadMap(Exception):
    """A ``--map`` that cannot be used; the message says why."""


def given(pairs: Iterable[str]) -> dict[str, str]:
    """``Column=field`` pairs; an empty field leaves the column out. ``BadMap``."""
    found: dict[str, str] = {}
    for pair in pairs:
        column, sign, field = pair.partition("=")
        if not sign or not column.strip():
            raise BadMap(f"--map {pair}: write it as column=field, such as --map Name=title")
        name = field.strip()
        if name and name not in _OURS:
            raise BadMap(f"--map {pair}: there is no field {name!r}.{_near(name)}")
        found[column_name(column)] = name
    return found


def resolved(columns: Sequence[str], chosen: Mapping[str, str]) -> Columns:
    """By ``--map``, else by the field's name, its English label, or a usual other name. Two columns never share one."""
    labels = _labels()
    fields: dict[str, str] = {}
    unknown: list[str] = []
    for column in columns:
        if column in chosen:
            fields[column] = chosen[column]
            continue
        alias = ALIASES.get(column, column)
        field = next((name for name in (column, labels.get(column, ""), _MORE.get(alias, alias)) if name in _OURS), "")
        if not field:
            unknown.append(f"{column}:{_near(column) or ' no field is like it.'}")
        elif field in columns and field != column:
            unknown.append(f"{column}: {field} has a column of its own.")
        else:
            fields[column] = field
    return Columns(fields, tuple(unknown))


def _labels() -> dict[str, str]:
    with override("en"):
        return {column_name(str(field.label)): name for name, field in BY_NAME.items()}


def _near(name: str) -> str:
    near = get_close_matches(name, _OURS, n=1, cutoff=0.7)
    return f" Did you mean {near[0]!r}?" if near else ""
