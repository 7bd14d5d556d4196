"""What everybody may see of counts: small numbers are kept back, and nothing that is shown gives them away."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from banyan.practice.brokerage.rules.suppress import REST, Shown, kept_back, shown

FEWEST = 5
numbers = st.one_of(st.integers(0, 4), st.integers(0, 12), st.integers(5, 60))
names = st.sampled_from(["a", "b", "c", "d", "e"])
counts = st.dictionaries(st.tuples(names, names), numbers, max_size=25)


def all_tables(shown_table: Shown) -> list[tuple[tuple[int, ...], ...]]:
    """Every table of whole numbers that has the sums and the cells that are shown: all that a reader can work out."""
    lines: list[list[tuple[int, ...]]] = []
    for cells, total in zip(shown_table.cells, shown_table.sums, strict=True):
        open_ = [n for n, cell in enumerate(cells) if cell is None]
        left = total - sum(cell or 0 for cell in cells)
        fillings = [part for part in product(range(left + 1), repeat=max(len(open_) - 1, 0)) if sum(part) <= left]
        found = []
        for part in fillings if open_ else [()]:
            if not open_ and left:
                continue
            values = dict(zip(open_, (*part, left - sum(part)), strict=False))
            found.append(tuple(values[n] if cell is None else cell for n, cell in enumerate(cells)))
        lines.append(found)
    return [
        table
        for table in product(*lines)
        if tuple(sum(column) for column in zip(*table, strict=True)) == shown_table.feet
    ]


@given(counts)
@settings(max_examples=400)
def test_every_sum_and_every_number_that_is_told_is_large_and_true(given_counts: dict[tuple[str, str], int]) -> None:
    found = shown(given_counts, fewest=FEWEST)
    if found is None:
        assert sum(given_counts.values()) < FEWEST
        return
    assert found.total == sum(given_counts.values()) == sum(found.sums) == sum(found.feet)
    assert min((*found.sums, *found.feet, found.total)) >= FEWEST
    told = [cell for line in found.cells for cell in line if cell is not None]
    assert all(cell >= FEWEST for cell in told)
    for row, line in zip(found.rows, found.cells, strict=True):
        for column, cell in zip(found.columns, line, strict=True):
            if cell is not None and REST not in {row, column}:
                assert cell == given_counts.get((row, column), 0)


small_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 8), min_size=width, max_size=width).map(tuple), min_size=1, max_size=3
    )
)


@given(small_tables)
@settings(max_examples=250, deadline=None)
def test_whoever_tries_all_tables_cannot_tell_a_small_number(table: list[tuple[int, ...]]) -> None:
    """By trying each table that the shown one allows, the sums included: every small cell can be several numbers."""
    given_counts = {(f"r{i}", f"c{j}"): n for i, line in enumerate(table) for j, n in enumerate(line)}
    found = shown(given_counts, fewest=FEWEST)
    if found is None or all(None not in line for line in found.cells):
        return
    possible = all_tables(found)
    folded = fold(given_counts, found)
    assert folded in possible
    for i, line in enumerate(folded):
        for j, number in enumerate(line):
            if number < FEWEST:
                assert found.cells[i][j] is None
                assert len({one[i][j] for one in possible}) > 1, (i, j, found)


def fold(given_counts: dict[tuple[str, str], int], found: Shown) -> tuple[tuple[int, ...], ...]:
    """The true numbers of the shown table's cells."""
    cells = [[0] * len(found.columns) for _row in found.rows]
    for (row, column), number in given_counts.items():
        i = found.rows.index(row if row in found.rows else REST)
        j = found.columns.index(column if column in found.columns else REST)
        cells[i][j] += number
    return tuple(map(tuple, cells))


def test_one_small_number_takes_others_with_it() -> None:
    kept = kept_back([[1, 20, 30], [40, 50, 60], [70, 80, 90]], fewest=FEWEST)
    assert kept == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_noughts_beside_each_other_do_not_give_each_other_away() -> None:
    """Two noughts whose sum is known to be nought would be known, too."""
    kept = kept_back([[0, 0, 9], [20, 20, 20]], fewest=FEWEST)
    assert {(0, 0), (0, 1), (0, 2)} < kept


def test_where_all_is_little_nothing_is_told() -> None:
    assert shown({("a", "b"): 4}, fewest=FEWEST) is None
    assert shown({}, fewest=FEWEST) is None
    joined = shown({("a", "x"): 3, ("b", "x"): 3}, fewest=FEWEST)
    assert joined is not None
    assert (joined.rows, joined.cells) == ((REST,), ((6,),))
