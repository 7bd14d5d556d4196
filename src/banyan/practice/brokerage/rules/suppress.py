"""Counts that may be shown to everybody: small ones are kept back, with enough others that no sum gives them away.

A table of counts is shown with its sums. Rows and columns whose own sum is small are first joined with others, so that
every sum can be told; then each small cell is kept back, and with it others, until each small cell could be another
number without any sum that is shown, or any cell, being a different one. That is tested exactly, by walks between the
kept cells: a cell can be one more when one can walk from its column back to its row by giving and taking one at a time,
never below zero. With all cells kept back every small cell can, since no sum is small; so it always ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: The name of the row or column in which small ones are joined.
REST = "rest"
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as everybody may see it: ``None`` is kept back. ``sums`` are of rows, ``feet`` of columns."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    sums: tuple[int, ...]
    feet: tuple[int, ...]
    total: int


def shown(counts: Counts, *, fewest: int) -> Shown | None:
    """The table of ``counts`` (row, column → number) that may be shown; ``None`` when all of it is too little.

    Rows and columns are in falling order of their sums, joined ones last.
    """
    rows = _joined({row for row, _ in counts}, counts, 0, fewest)
    columns = _joined({column for _, column in counts}, counts, 1, fewest)
    folded: dict[tuple[str, str], int] = {}
    for (row, column), number in counts.items():
        key = (rows[row], columns[column])
        folded[key] = folded.get(key, 0) + number
    total = sum(folded.values())
    if total < fewest:
        return None
    row_sums = _sums(folded, 0)
    column_sums = _sums(folded, 1)
    row_names, column_names = _order(row_sums), _order(column_sums)
    table = [[folded.get((row, column), 0) for column in column_names] for row in row_names]
    kept = kept_back(table, fewest=fewest)
    return Shown(
        rows=row_names,
        columns=column_names,
        cells=tuple(
            tuple(None if (i, j) in kept else number for j, number in enumerate(line)) for i, line in enumerate(table)
        ),
        sums=tuple(row_sums[name] for name in row_names),
        feet=tuple(column_sums[name] for name in column_names),
        total=total,
    )


def kept_back(table: Sequence[Sequence[int]], *, fewest: int) -> frozenset[tuple[int, int]]:
    """Which cells are not shown: the small ones and as many others as they need. No sum of the table is small."""
    small = [(i, j) for i, line in enumerate(table) for j, number in enumerate(line) if number < fewest]
    kept = set(small)
    if len(table) == 1 or len(table[0]) == 1:
        return frozenset(kept)  # one line: its cells are sums, none of which is small
    for cell in small:
        if not _could_be_another(cell, table, kept):
            kept |= _corners(cell, table, kept)
        while not _could_be_another(cell, table, kept):
            kept.add(_next(cell, table, kept))
    return frozenset(kept)


def _could_be_another(cell: tuple[int, int], table: Sequence[Sequence[int]], kept: set[tuple[int, int]]) -> bool:
    """Whether the cell could be one more or one less with all sums and all shown cells as they are."""
    row, column = cell
    if _walk(("column", column), ("row", row), cell, table, kept):
        return True
    return table[row][column] > 0 and _walk(("row", row), ("column", column), cell, table, kept)


def _walk(
    start: tuple[str, int],
    goal: tuple[str, int],
    cell: tuple[int, int],
    table: Sequence[Sequence[int]],
    kept: set[tuple[int, int]],
) -> bool:
    """Whether one comes from start to goal: from a row to a column by adding one to a kept cell, from a column to a row
    by taking one from a kept cell that has one; never by the cell itself."""
    seen, ahead = {start}, deque([start])
    while ahead:
        kind, number = ahead.popleft()
        if (kind, number) == goal:
            return True
        for i, j in kept:
            if (i, j) == cell:
                continue
            if kind == "row" and i == number:
                to = ("column", j)
            elif kind == "column" and j == number and table[i][j] > 0:
                to = ("row", i)
            else:
                continue
            if to not in seen:
                seen.add(to)
                ahead.append(to)
    return False


def _corners(cell: tuple[int, int], table: Sequence[Sequence[int]], kept: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The three other corners of the cheapest rectangle that protects the cell; nothing when no rectangle does."""
    i, j = cell
    rectangles = [
        {(i, column), (row, j), (row, column)} - kept
        for row in range(len(table))
        for column in range(len(table[0]))
        if row != i and column != j
    ]
    rectangles.sort(key=lambda one: (len(one), sum(table[a][b] for a, b in one), sorted(one)))
    return next((one for one in rectangles if _could_be_another(cell, table, kept | one)), set())


def _next(cell: tuple[int, int], table: Sequence[Sequence[int]], kept: set[tuple[int, int]]) -> tuple[int, int]:
    """The cell to keep back next: the smallest in the same row or column, else the smallest of all."""
    free = [(i, j) for i, line in enumerate(table) for j in range(len(line)) if (i, j) not in kept]
    near = [(i, j) for i, j in free if i == cell[0] or j == cell[1]]
    return min(near or free, key=lambda one: (table[one[0]][one[1]], one))


def _joined(names: set[str], counts: Counts, side: int, fewest: int) -> dict[str, str]:
    """Name → the name under which it is counted. The smallest are joined until none that is left is small."""
    sums = dict.fromkeys(names, 0)
    for key, number in counts.items():
        sums[key[side]] += number
    order = sorted(names, key=lambda name: (sums[name], name))
    rest: set[str] = {name for name in order if name == REST or sums[name] < fewest}
    for name in order:
        if not rest or sum(sums[one] for one in rest) >= fewest:
            break
        rest.add(name)
    return {name: REST if name in rest else name for name in names}


def _sums(counts: Counts, side: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, number in counts.items():
        found[key[side]] = found.get(key[side], 0) + number
    return found


def _order(sums: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(sums, key=lambda name: (name == REST, -sums[name], name)))
