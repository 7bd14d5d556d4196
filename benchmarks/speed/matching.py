"""From a need to ten explained matches, beside the bare calls of tantivy and usearch that it makes, in one run.

    python -m benchmarks.speed.matching FOLDER [--needs 200] [--words 60 80 600] [--report FILE]

FOLDER was made by ``benchmarks.speed.build``. Each need is matched, then the very searches it asked of tantivy and
usearch are done again by themselves. The first needs warm the caches and do not count.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from banyan.engine import pipeline
from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.generation import GenerationReader
from banyan.engine.index.graph import Graph, compact
from banyan.engine.index.reader import open_index
from banyan.engine.index.words import WordsReader
from banyan.engine.pipeline import Matcher
from banyan.engine.rank.places import CountriesOnly
from benchmarks.speed.figures import Ready, machine, resident, spread, told
from benchmarks.speed.made import Batch, Made

_TODAY = date(2026, 11, 1)
_WARM = 20


@dataclass
class Watch:
    """What was asked of tantivy and usearch, and the milliseconds spent in each stage, for one need at a time."""

    bare: list[Callable[[], Any]] = field(default_factory=list)
    stages: dict[str, float] = field(default_factory=dict)

    def around(self, owner: Any, name: str, stage: str, note: Callable[..., Callable[[], Any]] | None = None) -> None:
        """Times every call of a method or function, and notes how to repeat its bare part."""
        plain = getattr(owner, name)

        def watched(*given: Any, **named: Any) -> Any:
            if note is not None:
                self.bare.append(note(*given, **named))
            started = time.perf_counter()
            try:
                return plain(*given, **named)
            finally:
                self.stages[stage] = self.stages.get(stage, 0.0) + (time.perf_counter() - started) * 1000

        setattr(owner, name, watched)


def watching() -> Watch:
    watch = Watch()

    def words(self: WordsReader, terms: Any, top: int, **named: Any) -> Callable[[], Any]:
        return lambda: self._searcher.search(self.query(terms, **named), top, count=False)

    def near(self: Graph, vector: Any, count: int) -> Callable[[], Any]:
        query = compact(vector)[0]
        return lambda: self._index.search(query, count)

    watch.around(WordsReader, "search", "tantivy", words)
    watch.around(Graph, "near", "usearch", near)
    watch.around(GenerationReader, "by_words", "by words")
    watch.around(GenerationReader, "by_meaning", "by meaning")
    watch.around(GenerationReader, "cards", "cards")
    watch.around(GenerationReader, "vectors", "vectors")
    watch.around(Matcher, "_pool", "pool")
    watch.around(pipeline.Pool, "scores", "score")
    watch.around(pipeline, "_order", "order")
    watch.around(Matcher, "_check", "criteria")
    watch.around(Matcher, "_match", "explain")
    watch.around(Matcher, "_question", "question")
    return watch


@dataclass(frozen=True)
class Measured:
    """Milliseconds of each need: all of it, the processor's part of that, its bare calls; each stage on average."""

    all: list[float]
    processor: list[float]
    bare: list[float]
    stages: dict[str, float]


def measure(reader: GenerationReader, needs: Batch, watch: Watch, *, vectors: bool) -> Measured:
    encoder = Ready(needs) if vectors else NoEncoder()
    matcher = Matcher(reader, encoder, CountriesOnly(), today=_TODAY)
    every: list[float] = []
    processor: list[float] = []
    bare: list[float] = []
    totals: dict[str, float] = {}
    for number, need in enumerate(needs.records):
        watch.bare, watch.stages = [], {}
        started, begun = time.perf_counter(), time.process_time()
        answers = matcher.match(need, top=10)
        taken, spent = (time.perf_counter() - started) * 1000, (time.process_time() - begun) * 1000
        assert len(answers.matches) == 10
        calls = watch.bare
        started = time.perf_counter()
        for call in calls:
            call()
        alone = (time.perf_counter() - started) * 1000
        if number >= _WARM:
            every.append(taken)
            processor.append(spent)
            bare.append(alone)
            for stage, milliseconds in watch.stages.items():
                totals[stage] = totals.get(stage, 0.0) + milliseconds
    return Measured(every, processor, bare, {stage: spent / len(every) for stage, spent in totals.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--needs", type=int, default=200)
    parser.add_argument("--words", type=int, nargs="+", default=[60, 80, 600])
    parser.add_argument("--report", type=Path)
    given = parser.parse_args()
    started = time.perf_counter()
    reader = open_index(given.folder)
    opening = time.perf_counter() - started
    lines = [
        f"# From a need to ten explained matches among {len(reader):,} listings",
        "",
        f"Opened in {opening:.2f} s; {reader.embedded:,} listings with {reader.dimensions}-dimensional vectors. "
        f"{given.needs} needs each; {machine()}.",
        "",
        "| need | vectors | median ms | p95 | processor median | p95 | bare calls median | p95 "
        "| ratio of medians | ratio of sums |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    watch = watching()
    found: dict[tuple[int, bool], Measured] = {}
    for words in given.words:
        needs = Made(0).needs(given.needs + _WARM, words=words)
        for vectors in (True, False):
            one = found[words, vectors] = measure(reader, needs, watch, vectors=vectors)
            lines.append(
                f"| {words} words | {'present' if vectors else 'none'} | {spread(one.all)} | {spread(one.processor)} "
                f"| {spread(one.bare)} "
                f"| {np.median(one.all) / np.median(one.bare):.2f} | {sum(one.all) / sum(one.bare):.2f} |"
            )
    memory = resident()
    lines += [
        "",
        f"Memory of this reader after all that: {memory['VmRSS']:.0f} MB resident, of which mapped files "
        f"{memory['RssFile']:.0f} MB.",
        "",
        "Milliseconds of each stage on average (stages within stages are counted in both):",
        "",
    ]
    for (words, vectors), one in found.items():
        stages = ", ".join(f"{stage} {spent:.1f}" for stage, spent in one.stages.items())
        lines.append(f"* {words} words{'' if vectors else ', no vectors'}: {stages}")
    told(lines, given.report)


if __name__ == "__main__":
    main()
