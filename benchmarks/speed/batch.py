"""All standing needs against all new offers: 10,000 × 10,000, in two processes, and whether one by one says the same.

    python -m benchmarks.speed.batch FOLDER [--needs 10000] [--offers 10000] [--processes 2] [--report FILE]

FOLDER was made by ``benchmarks.speed.build``: the last of its listings play the new offers, and the rest of the index
gives the statistics.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from banyan.engine.index.reader import open_index
from banyan.engine.pipeline import Matcher
from banyan.engine.rank.places import CountriesOnly
from banyan.engine.types import Filter, Kind
from benchmarks.speed.figures import Ready, machine, told
from benchmarks.speed.made import Batch, Made

_TODAY = date(2026, 11, 1)
_ALONE = 20
Ranking = list[tuple[str, float]]


def ranked(folder: Path, needs: Batch, filter: Filter) -> tuple[list[Ranking], float]:
    """The ten best of each need, and the seconds of processor that took."""
    started = time.process_time()
    matcher = Matcher(open_index(folder), Ready(needs), CountriesOnly(), today=_TODAY)
    rankings = [
        [(hit.id, hit.score) for hit in hits] for hits in matcher.rank_all(needs.records, top=10, filter=filter)
    ]
    return rankings, time.process_time() - started


def parts(needs: Batch, count: int) -> list[Batch]:
    bounds = np.linspace(0, len(needs.records), count + 1).astype(int).tolist()
    return [Batch(needs.records[low:high], needs.vectors[low:high]) for low, high in pairwise(bounds)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--needs", type=int, default=10_000)
    parser.add_argument("--offers", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    reader = open_index(given.folder)
    offers = [record.id for record in reader.last_records(given.offers * 2) if record.kind is Kind.OFFER]
    filter = Filter(kinds=frozenset({Kind.OFFER}), only=frozenset(offers[: given.offers]))
    needs = Made(0).needs(given.needs, words=60)
    started = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(given.processes) as pool:
        jobs = [pool.apply_async(ranked, (given.folder, part, filter)) for part in parts(needs, given.processes)]
        done = [job.get() for job in jobs]
    taken = time.perf_counter() - started
    rankings = list(chain.from_iterable(found for found, _ in done))
    matcher = Matcher(reader, Ready(needs), CountriesOnly(), today=_TODAY)
    same = 0
    for need, ranking in zip(needs.records[:_ALONE], rankings, strict=False):
        (alone,) = matcher.rank_all([need], top=10, filter=filter)
        same += [(hit.id, hit.score) for hit in alone] == ranking
    spent = sum(seconds for _, seconds in done)
    told(
        [
            f"# {given.needs:,} needs × {len(filter.only or ()):,} offers, ten best each, by score",
            "",
            f"{taken:.1f} s in {given.processes} processes; {spent:.1f} s of processor, "
            f"{spent / given.needs * 1000:.2f} ms a need.",
            f"Of {_ALONE} needs asked one by one, {same} have the same ten with the same scores.",
            f"Index of {len(reader):,}; {machine()}.",
        ],
        given.report,
    )


if __name__ == "__main__":
    main()
