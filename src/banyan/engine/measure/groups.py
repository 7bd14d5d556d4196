"""Needs by group: a mean over all hides that one kind of need is served badly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from banyan.engine.errors import BadRecord

ALL: Final = "all"
LEAST: Final = 20  #: needs; of fewer a mean says little


def read_groups(lines: Iterable[str], *, name: str = "groups") -> dict[str, str]:
    """Need → group, from lines ``need<TAB>group``. Raises ``BadRecord``."""
    groups: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        need, tab, group = line.rstrip("\r\n").partition("\t")
        if not (need and tab and group.strip()):
            raise BadRecord(where=f"{name}, line {number}", column="group", why="two columns parted by a tab")
        groups[need] = group.strip()
    return groups


def parts(needs: Iterable[str], groups: Mapping[str, str], *, least: int = LEAST) -> dict[str, list[str]]:
    """``all`` first, then every group with at least ``least`` of the needs, by name; a group that holds every need
    would only say ``all`` again and is left out."""
    every = list(needs)
    found: dict[str, list[str]] = {}
    for need in every:
        if need in groups:
            found.setdefault(groups[need], []).append(need)
    return {ALL: every} | {
        group: members for group, members in sorted(found.items()) if least <= len(members) < len(every)
    }
