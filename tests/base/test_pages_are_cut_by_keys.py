from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.base.errors import Invalid
from banyan.base.paging import pack, page, unpack


@given(st.lists(st.integers(), max_size=30), st.integers(1, 10))
def test_a_next_cursor_stands_exactly_where_more_rows_follow(rows: list[int], size: int) -> None:
    cut = page(rows[: size + 1], size=size, key=lambda row: [row])
    assert list(cut.rows) == rows[:size]
    assert (cut.next is not None) == (len(rows) > size)
    if cut.next:
        assert unpack(cut.next, length=1) == [rows[size - 1]]


@pytest.mark.parametrize(
    "forge", [lambda _: "", lambda _: "abc", lambda cursor: cursor[:-2] + "xx"], ids=["empty", "words", "tampered"]
)
def test_a_forged_cursor_is_refused(forge: Callable[[str], str]) -> None:
    with pytest.raises(Invalid):
        unpack(forge(pack([1])), length=1)


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(Invalid):
        unpack(pack([1, 2]), length=1)
