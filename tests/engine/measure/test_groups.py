from __future__ import annotations

import pytest

from banyan.engine.errors import BadRecord
from banyan.engine.measure.groups import parts, read_groups


def test_groups_are_read_from_two_columns() -> None:
    assert read_groups(["n1\tlong\n", "\n", "n2\tHorizon Europe\r\n"]) == {"n1": "long", "n2": "Horizon Europe"}


@pytest.mark.parametrize("line", ["n1 long", "n1\t", "\tlong"])
def test_a_line_without_two_columns_is_named(line: str) -> None:
    with pytest.raises(BadRecord, match="groups, line 2"):
        read_groups(["n0\tlong", line])


def test_small_groups_and_groups_of_everybody_have_no_line_of_their_own() -> None:
    groups = dict.fromkeys("abc", "first") | dict.fromkeys("de", "second")
    assert parts("abcdef", groups, least=3) == {"all": list("abcdef"), "first": list("abc")}
    assert parts("abc", groups, least=1) == {"all": list("abc")}
