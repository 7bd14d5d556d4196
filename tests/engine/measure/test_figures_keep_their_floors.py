"""The newest kept figures of the shipped engine against the floors: who makes it worse sees it here.

Figures are made by ``make bench DATA=…`` with ``--keep VERSION`` on collections that are not in the repository; this
test reads what was kept, so it needs none of them.
"""

from __future__ import annotations

import json

import pytest
from benchmarks import history

_FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads((history.REPORTS / "floors.json").read_text("utf-8"))
_WANTED = [
    (collection, system, group, floor)
    for collection, systems in _FLOORS.items()
    for system, groups in systems.items()
    for group, floor in groups.items()
]


@pytest.mark.parametrize(("collection", "system", "group", "floor"), _WANTED)
def test_the_newest_figure_is_not_below_its_floor(collection: str, system: str, group: str, floor: float) -> None:
    kept = [
        row["ndcg_10"]
        for row in history.figures()
        if (row["collection"], row["system"], row["group"]) == (collection, system, group)
    ]
    assert kept, "nothing was kept"
    assert kept[-1] >= floor
