"""The figures of each version, kept in small files, so that a change for the worse is seen.

``reports/figures.jsonl`` has one line a version, collection, system and group. ``reports/each/VERSION.json`` has the
nDCG@10 of every need, so that a later version can be compared need by need with an earlier one that is gone.
``reports/floors.json`` says which figure of the newest version must not fall below what.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measured import Measured, Row

REPORTS = Path(__file__).parent / "reports"
FIGURES = REPORTS / "figures.jsonl"
EACH = REPORTS / "each"


def keep(version: str, day: str, collection: str, rows: Sequence[Row], *, file: Path = FIGURES) -> None:
    """Adds the figures; those of the same version, collection and system before are replaced."""
    new = [
        {"version": version, "date": day, "collection": collection, "system": row.system, "group": row.group}
        | {"ndcg_10": round(row.ndcg_10, 4)}
        | ({"needs": row.needs, "recall_10": round(q.recall_10, 4), "recall_100": round(q.recall_100, 4),
            "mrr_100": round(q.mrr_100, 4)} if (q := row.quality) else {})
        for row in rows
        if row.quality is not None
    ]  # fmt: skip
    replaced = {(version, collection, row["system"]) for row in new}
    old = [row for row in figures(file) if (row["version"], row["collection"], row["system"]) not in replaced]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in [*old, *new]), encoding="utf-8")


def figures(file: Path = FIGURES) -> list[dict[str, Any]]:
    """All figures kept, oldest first."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def keep_each(version: str, collection: str, measured: Sequence[Measured], *, folder: Path = EACH) -> None:
    """Keeps nDCG@10 of every need, in ten-thousandths."""
    file = folder / f"{version}.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    known[collection] = {
        one.system: {need: round(value * 10_000) for need, value in one.each.items()} for one in measured
    }
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(known, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


def earlier(version: str, collection: str, needs: Sequence[str], *, folder: Path = EACH) -> list[Measured]:
    """What an earlier version scored on these needs; nothing where it was not measured on all of them."""
    file = folder / f"{version}.json"
    known: Mapping[str, Mapping[str, Mapping[str, int]]] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return [
        Measured(system=system, each={need: each[need] / 10_000 for need in needs})
        for system, each in known.get(collection, {}).items()
        if set(needs) <= set(each)
    ]
