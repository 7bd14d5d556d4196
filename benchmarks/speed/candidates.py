"""How many candidates are worth weighing: quality and recall of the pool for several numbers by words and by meaning.

    python -m benchmarks.speed.candidates FOLDER [FOLDER …] [--needs 150] [--report FILE]

FOLDER is a judged collection with ready-made vectors (``benchmarks/README.md``); only its dev split is looked at.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from pathlib import Path

import numpy as np

from banyan.engine import pipeline
from banyan.engine.index.memory import memory_index
from banyan.engine.pipeline import Matcher
from banyan.engine.rank.places import CountriesOnly
from benchmarks.collection import Judged, ReadyVectors
from benchmarks.speed.figures import told

_TODAY = date(2026, 11, 1)
_NUMBERS = ((300, 150), (200, 100), (150, 75), (100, 100), (100, 50))


def gain(ids: list[str], relevant: set[str]) -> float:
    """nDCG@10 with binary grades."""
    found = sum(1 / np.log2(place + 2) for place, id in enumerate(ids[:10]) if id in relevant)
    return float(found / sum(1 / np.log2(place + 2) for place in range(min(len(relevant), 10))))


def measured(judged: Judged, most: int) -> list[str]:
    encoder = ReadyVectors(judged)
    index = memory_index(judged.solutions, encoder, passages=1)
    matcher = Matcher(index, encoder, CountriesOnly(), today=_TODAY)
    needs = [need for need in judged.needs if judged.relevant.get(need.id)][:most]
    lines = []
    for words, meaning in _NUMBERS:
        pipeline._BY_WORDS, pipeline._BY_MEANING = words, meaning  # type: ignore[misc]
        gains, pools, sizes = [], [], []
        started = time.process_time()
        for need in needs:
            relevant = judged.relevant[need.id]
            pool = matcher.pool(need, top=1)
            ids = {record.id for record in pool.candidates.records}
            kept, _ = pipeline._order(pool, pool.scores(matcher._weights), spread=False)
            gains.append(gain([one.record.id for one in kept], relevant))
            pools.append(len(ids & relevant) / len(relevant))
            sizes.append(len(ids))
        spent = (time.process_time() - started) / len(needs) * 1000
        lines.append(
            f"| {judged.name} | {words} + {meaning} | {np.mean(sizes):.0f} | {np.mean(pools):.4f} "
            f"| {np.mean(gains):.4f} | {spent:.0f} |"
        )
        print(lines[-1], flush=True)
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--needs", type=int, default=150)
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    lines = [
        "# How many candidates are worth weighing",
        "",
        f"The first {given.needs} needs of each dev split; by words + by meaning.",
        "",
        "| collection | asked for | in the pool | recall of the pool | nDCG@10 | ms of processor a need |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for folder in given.folders:
        lines += measured(Judged(folder, "dev"), given.needs)
    told(lines, given.report)


if __name__ == "__main__":
    main()
