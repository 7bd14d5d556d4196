from __future__ import annotations

import io

import pytest
from rich.console import Console

from banyan.doors.cli.match_output import show
from banyan.engine.types import Answers, Kind, Match, Record, Share


def shown(score: float, *shares: Share) -> str:
    match = Match("o1", Kind.OFFER, "A dryer", "", "en", score, shares, (), (), (), ())
    console = Console(file=io.StringIO(), width=120)
    show(console, Record("n1", Kind.NEED, "Drying mango"), Answers("n1", (match,), (), None, "none"), {"o1": "A dryer"})
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    "shares", [(), (Share("words", 1.0, 0.2),), (Share("words", 1.0, 0.2), Share("meaning", 1.0, 0.1))]
)
def test_where_no_part_is_worth_a_point_there_is_no_line(shares: tuple[Share, ...]) -> None:
    assert "=" not in shown(0.3, *shares)


def test_parts_worth_a_point_are_named_and_the_rest_is_summed_up() -> None:
    assert "= 41 words, 1 other" in shown(
        42.0, Share("words", 1.0, 41.0), Share("meaning", 1.0, 0.4), Share("title", 1.0, 0.4)
    )
