"""The check at the end of the ring of nodes (``benchmarks.exchange.ring``) fails where it should."""

from __future__ import annotations

import copy
from typing import Any

from benchmarks.exchange.agreeing import faults

_HELD: list[dict[str, Any]] = [
    {
        "node": "a",
        "rows": [["oai:a:1", "a", True, "Pump", "Lifts", []], ["oai:a:2", "a", False, "Sieve", "Sifts", []]],
    },
    {
        "node": "b",
        "rows": [["oai:a:1", "a", True, "Pump", "Lifts", ["a"]], ["oai:a:2", "a", False, "Sieve", "Sifts", ["a"]]],
    },
]


def _with(row: list[object], place: int | None = None) -> list[str]:
    held = copy.deepcopy(_HELD)
    if place is None:
        held[1]["rows"].append(row)
    else:
        held[1]["rows"][place] = row
    return faults(held)


def test_nodes_that_agree_have_no_fault() -> None:
    assert faults(_HELD) == []


def test_a_tombstone_that_did_not_travel_is_found() -> None:
    assert _with(["oai:a:2", "a", True, "Sieve", "Sifts", ["a"]], 1) == [
        "oai:a:2 is not shown by a and is a tombstone at a."
    ]


def test_older_words_are_found() -> None:
    assert _with(["oai:a:1", "a", True, "Pump", "Lifted", ["a"]], 0) == ["oai:a:1 differs from node to node."]


def test_doubles_are_found_by_id_and_by_title() -> None:
    assert "b holds oai:a:1 2 times." in _with(["oai:a:1", "a", True, "Pump", "Lifts", ["a"]])
    assert "b shows “Pump” 2 times." in _with(["oai:c:9", "c", True, "Pump", "Lifts", ["c"]])


def test_what_came_back_and_what_went_in_circles_is_found() -> None:
    assert "b took its own oai:b:1 from another." in _with(["oai:b:1", "b", True, "Well", "", ["b", "a"]])
    circles = _with(["oai:c:1", "c", True, "Well", "", ["c", "a", "c"]])
    assert "b holds oai:c:1 by a way that goes in circles: c, a, c." in circles
