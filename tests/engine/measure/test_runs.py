from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banyan.engine.errors import BadRecord
from banyan.engine.measure.runs import read_judgements, read_run, run_lines, word
from banyan.engine.types import Hit

_IDS = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=8)


@given(st.lists(st.tuples(_IDS, st.floats(0, 100)), unique_by=lambda item: item[0], max_size=30))
def test_a_run_read_back_keeps_its_order(items: list[tuple[str, float]]) -> None:
    hits = [Hit(id, score) for id, score in items]
    run = read_run(run_lines("n 1", hits))
    assert run.get("n_1", []) == [id for id, _ in items]


def test_equal_scores_fall_strictly() -> None:
    scores = [float(line.split()[4]) for line in run_lines("n", [Hit("a", 5.0), Hit("b", 5.0), Hit("c", 7.0)])]
    assert scores == sorted(set(scores), reverse=True)


def test_blanks_never_break_a_line_into_more_columns() -> None:
    assert word("a b\tc\u3000d") == "a_b_c_d"
    assert len(next(run_lines("", [Hit(" ", 1.0)])).split()) == 6


def test_a_broken_line_is_named() -> None:
    with pytest.raises(BadRecord, match="run, line 2"):
        read_run(["n Q0 a 1 2.5 t", "n Q0 b 2 high t"])
    with pytest.raises(BadRecord, match="judgements, line 1"):
        read_judgements(["n 0 a"])
