"""From a need to ten explained matches, beside the bare calls of tantivy and usearch that it makes, in one run.

    python -m benchmarks.speed.matching FOLDER [--needs 200] [--words 60 600] [--report FILE]

FOLDER was made by ``benchmarks.speed.build``. Each need is matched, then the very calls that it made of tantivy (the
query, the search, the numbers of what was found) and of usearch are done again by themselves. The first needs warm the
caches and do not count.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
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
from benchmarks.speed.figures import Ready, machine, resident, told
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
        def call() -> Any:
            hits = self._searcher.search(self.query(terms, **named), top, count=False).hits
            return self._searcher.fast_field_values("number", [address for _, address in hits])

        return call

    def near(self: Graph, vector: Any, count: int) -> Callable[[], Any]:
        query = compact(vector)[0]
        return lambda: self._index.search(query, count)

    watch.around(WordsReader, "search", "tantivy", words)
    watch.around(Graph, "near", "usearch", near)
    watch.around(GenerationReader, "find_by_words", "by words")
    watch.around(GenerationReader, "find_by_meaning", "by meaning")
    watch.around(GenerationReader, "block", "listings read")
    watch.around(Matcher, "_pool", "pool")
    watch.around(pipeline, "compare", "evidence")
    watch.around(pipeline.Pool, "scores", "score")
    watch.around(pipeline, "_order", "order")
    watch.around(Matcher, "_check", "criteria")
    watch.around(Matcher, "_explained", "explain")
    watch.around(Matcher, "_question", "question")
    return watch


@dataclass(frozen=True)
class Measured:
    """Milliseconds of each need: all of it, the processor's part of that, its bare calls; each stage on average."""

    all: list[float]
    processor: list[float]
    bare: list[float]
    stages: dict[str, float]


@dataclass(frozen=True)
class Row:
    """One kind of need, in milliseconds; ``ratio`` is of the medians, all over the bare calls."""

    words: int
    vectors: bool
    median: float
    p95: float
    processor: float
    processor_p95: float
    bare: float
    bare_p95: float
    ratio: float
    stages: dict[str, float]


@dataclass(frozen=True)
class Found:
    """One index: ``opened`` in seconds, memory in megabytes."""

    size: int
    embedded: int
    dimensions: int
    opened: float
    resident: float
    mapped: float
    needs: int
    machine: str
    rows: list[Row]


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


def row(words: int, vectors: bool, one: Measured) -> Row:
    return Row(
        words=words,
        vectors=vectors,
        median=float(np.median(one.all)),
        p95=float(np.percentile(one.all, 95)),
        processor=float(np.median(one.processor)),
        processor_p95=float(np.percentile(one.processor, 95)),
        bare=float(np.median(one.bare)),
        bare_p95=float(np.percentile(one.bare, 95)),
        ratio=float(np.median(one.all) / np.median(one.bare)),
        stages={stage: round(spent, 2) for stage, spent in one.stages.items()},
    )


def measured(folder: Path, count: int, lengths: Sequence[int]) -> Found:
    """Everything that is measured of one index."""
    started = time.perf_counter()
    reader = open_index(folder)
    opening = time.perf_counter() - started
    watch = watching()
    rows = []
    for words in lengths:
        needs = Made(0).needs(count + _WARM, words=words)
        rows += [row(words, vectors, measure(reader, needs, watch, vectors=vectors)) for vectors in (True, False)]
    memory = resident()
    return Found(
        size=len(reader),
        embedded=reader.embedded,
        dimensions=reader.dimensions,
        opened=opening,
        resident=memory["VmRSS"],
        mapped=memory["RssFile"],
        needs=count,
        machine=machine(),
        rows=rows,
    )


def page(found: Found) -> list[str]:
    lines = [
        f"# From a need to ten explained matches among {found.size:,} listings",
        "",
        f"Opened in {found.opened:.2f} s; {found.embedded:,} listings with {found.dimensions}-dimensional vectors. "
        f"{found.needs} needs each; {found.machine}.",
        "",
        "| need | vectors | median ms | p95 | processor median | p95 | bare calls median | p95 | ratio |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {one.words} words | {'present' if one.vectors else 'none'} | {one.median:.1f} | {one.p95:.1f} "
            f"| {one.processor:.1f} | {one.processor_p95:.1f} | {one.bare:.1f} | {one.bare_p95:.1f} | {one.ratio:.1f} |"
            for one in found.rows
        ),
        "",
        f"Memory of this reader after all that: {found.resident:.0f} MB resident, of which mapped files "
        f"{found.mapped:.0f} MB.",
        "",
        "Milliseconds of each stage on average (stages within stages are counted in both):",
        "",
    ]
    for one in found.rows:
        stages = ", ".join(f"{stage} {spent:.1f}" for stage, spent in one.stages.items())
        lines.append(f"* {one.words} words{'' if one.vectors else ', no vectors'}: {stages}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--needs", type=int, default=200)
    parser.add_argument("--words", type=int, nargs="+", default=[60, 600])
    parser.add_argument("--report", type=Path)
    parser.add_argument("--figures", type=Path, help="the same as JSON")
    given = parser.parse_args()
    found = measured(given.folder, given.needs, given.words)
    told(page(found), given.report)
    if given.figures is not None:
        given.figures.write_text(json.dumps(asdict(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
