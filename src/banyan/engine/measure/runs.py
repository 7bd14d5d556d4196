"""TREC run and judgement files: ``need Q0 listing rank score tag`` and ``need 0 listing grade``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from banyan.engine.errors import BadRecord
from banyan.engine.types import Hit

TAG: Final = "banyan"
_STEP: Final = 1e-6

Run = Mapping[str, Sequence[str]]
"""Need → listings, best first."""
Judgements = Mapping[str, Mapping[str, int]]
"""Need → listing → grade; above 0 is relevant."""


def run_lines(need: str, hits: Sequence[Hit], *, tag: str = TAG) -> Iterator[str]:
    """The lines of one need. Scores fall strictly, so that every reader keeps the order given."""
    last = float("inf")
    for rank, hit in enumerate(hits, start=1):
        last = min(hit.score, last - _STEP)
        yield f"{word(need)} Q0 {word(hit.id)} {rank} {last:.6f} {tag}\n"


def word(id: str) -> str:
    """An id as one column: columns are parted by blanks, so blanks in it become underscores."""
    return re.sub(r"\s", "_", id) or "_"


def read_run(lines: Iterable[str], *, name: str = "run") -> dict[str, list[str]]:
    """Listings of each need by score, equal scores as they stand. Raises ``BadRecord``."""
    scored: dict[str, list[tuple[float, int, str]]] = {}
    for number, line in enumerate(lines, start=1):
        columns = line.split()
        if not columns:
            continue
        try:
            need, _, listing, _, score = columns[:5]
            entry = (-float(score), number, listing)
        except ValueError as error:
            raise BadRecord(where=f"{name}, line {number}", column="score", why=str(error)) from error
        scored.setdefault(need, []).append(entry)
    return {need: [listing for *_, listing in sorted(entries)] for need, entries in scored.items()}


def read_judgements(lines: Iterable[str], *, name: str = "judgements") -> dict[str, dict[str, int]]:
    """Grades of each need. Raises ``BadRecord``."""
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines, start=1):
        columns = line.split()
        if not columns:
            continue
        try:
            need, _, listing, grade = columns
            grades.setdefault(need, {})[listing] = int(grade)
        except ValueError as error:
            raise BadRecord(where=f"{name}, line {number}", column="grade", why=str(error)) from error
    return grades
