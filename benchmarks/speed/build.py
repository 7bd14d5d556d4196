"""Builds the index that the other commands measure: a million listings with vectors (about ten minutes on two cores).

python -m benchmarks.speed.build FOLDER [--sizes 100000 300000 1000000]

The index is published at each of the sizes on the way, so that smaller ones can be measured meanwhile.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from banyan.engine.index.writer import DiskWriter
from banyan.engine.ports import Vectors
from benchmarks.speed.made import DIMENSIONS, Made


class ReadyMade:
    """An encoder by name alone: the vectors are made with the collection."""

    name = "made"
    dimensions = DIMENSIONS

    def queries(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def passages(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError


def build(folder: Path, sizes: Sequence[int]) -> None:
    """Sizes are multiples of 10,000."""
    started = time.perf_counter()

    def tell(done: int, total: int, /) -> None:
        print(f"{time.perf_counter() - started:8.0f} s  {done} of {total} in the graph", flush=True)

    made = Made(max(sizes))
    with DiskWriter(folder, ReadyMade(), fresh=True, progress=tell) as writer:
        done = 0
        for batch in made.batches():
            writer.put(batch.records)
            writer.put_vectors(dict(zip((record.id for record in batch.records), batch.vectors, strict=True)))
            done += len(batch.records)
            if done % 20_000 == 0:
                print(f"{time.perf_counter() - started:8.0f} s  {done} put", flush=True)
            if done in sizes:
                writer.commit()
                print(f"{time.perf_counter() - started:8.0f} s  published", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000_000])
    given = parser.parse_args()
    build(given.folder, given.sizes)


if __name__ == "__main__":
    main()
