"""How much of the truth the graphs find: recall@100 and the time, beside the exact search over the same vectors.

python -m benchmarks.speed.recall FOLDER [--needs 100] [--report FILE]
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import numpy as np

from banyan.engine.index import vectorparts
from banyan.engine.index.reader import open_index
from banyan.engine.types import Filter, Kind
from benchmarks.speed.figures import machine, spread, timed, told
from benchmarks.speed.made import Made

_TOP = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--needs", type=int, default=100)
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    reader = open_index(given.folder)
    vectors = Made(0).needs(given.needs, words=60).vectors
    lines = [f"# Graphs beside the exact search among {len(reader):,} listings", "", f"{machine()}.", ""]
    lines += [
        "| filter | recall@100 | graph median ms | p95 | exact median ms | p95 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    filters = {
        "everything but needs": Filter(kinds=frozenset(Kind) - {Kind.NEED}),
        "needs": Filter(kinds=frozenset({Kind.NEED})),
        "offers": Filter(kinds=frozenset({Kind.OFFER})),
        "none": Filter(),
    }
    for name, filter in filters.items():
        narrow = vectorparts._NARROW
        found, graph, exact = [], [], []
        for vector in vectors:
            near, taken = timed(partial(reader.by_meaning, vector, filter=filter, top=_TOP))
            graph.append(taken)
            vectorparts._NARROW = 10**9  # type: ignore[misc]
            true, taken = timed(partial(reader.by_meaning, vector, filter=filter, top=_TOP))
            vectorparts._NARROW = narrow  # type: ignore[misc]
            exact.append(taken)
            found.append(len({hit.id for hit in near} & {hit.id for hit in true}) / _TOP)
        lines.append(f"| {name} | {np.mean(found):.4f} | {spread(graph)} | {spread(exact)} |")
    told(lines, given.report)


if __name__ == "__main__":
    main()
