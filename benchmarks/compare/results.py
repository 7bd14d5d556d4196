"""What the engines' processes left, as figures: quality by collection and group, time, size, memory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from banyan.engine.measure.groups import ALL, parts, read_groups
from banyan.engine.measure.paired import Difference, interval, paired
from banyan.engine.measure.runs import read_judgements
from banyan.engine.measure.scores import each
from benchmarks.collection import Judged
from benchmarks.compare import corpus
from benchmarks.compare.one import ENGINES, slug

#: Engines that use words only are held against ours by words alone.
WORDS_ONLY = ("bm25s", "tantivy", "LanceDB full text")
RANKED = tuple(name for name in ENGINES if name != "Banyan, ten explained")


@dataclass(frozen=True)
class Quality:
    """nDCG@10 on one group of needs."""

    mean: float
    low: float
    high: float
    behind: Difference | None  #: ours minus this one; None for our own


@dataclass(frozen=True)
class Times:
    """Milliseconds a need, and milliseconds of processor (of both cores together)."""

    median: float
    p95: float
    processor: float


@dataclass(frozen=True)
class Result:
    """One engine. ``quality`` by collection and group, ``times`` by collection."""

    name: str
    settings: str
    quality: Mapping[tuple[str, str], Quality]
    times: Mapping[str, Times]
    built: float
    built_processor: float
    opened: float
    bytes: int
    memory: int


def results(data: Path, work: Path) -> list[Result]:
    """Every engine that has answered, in the order of the table."""
    needs = list(corpus.read(work / "needs.jsonl"))
    said = {name: _json(work / f"{slug(name)}.ask.json") for name in ENGINES}
    answers = {name: found for name, found in said.items() if found}
    scores = {name: _scores(data, answers[name]["run"]) for name in RANKED if name in answers}
    return [
        _result(
            name, found, needs, scores, [_json(work / f"{slug(files)}.build.json") for files in ENGINES[name][1]], data
        )
        for name, found in answers.items()
    ]


def _result(
    name: str,
    found: Mapping[str, Any],
    needs: Sequence[corpus.Text],
    scores: Mapping[str, Mapping[str, Mapping[str, float]]],
    built: Sequence[Mapping[str, Any] | None],
    data: Path,
) -> Result:
    seconds = np.array(found["seconds"]) * 1000
    times = {}
    for collection in corpus.COLLECTIONS:
        own = seconds[[need.collection == collection for need in needs]]
        busy = found["processor"][collection] * 1000 / len(own)
        times[collection] = Times(float(np.median(own)), float(np.quantile(own, 0.95)), busy)
    return Result(
        name=name,
        settings=found["settings"],
        quality=_quality(name, scores, data) if name in scores else {},
        times=times,
        built=sum(one["seconds"] for one in built if one),
        built_processor=sum(one.get("processor", 0.0) for one in built if one),
        opened=found["opened"],
        bytes=sum(one["bytes"] for one in built if one),
        memory=found["memory"],
    )


def _quality(
    name: str, scores: Mapping[str, Mapping[str, Mapping[str, float]]], data: Path
) -> dict[tuple[str, str], Quality]:
    ours = "Banyan, words alone" if name in WORDS_ONLY else "Banyan"
    found = {}
    for collection, own in scores[name].items():
        file = Judged(data / "need-solution" / collection, "dev").groups_file
        for group, members in parts(own, read_groups(file.read_text(encoding="utf-8").splitlines())).items():
            values = {need: own[need] for need in members}
            behind = None
            if ours in scores and not name.startswith("Banyan"):
                behind = paired({need: scores[ours][collection][need] for need in members}, values)
            found[collection, group] = Quality(
                float(np.mean(list(values.values()))), *interval([*values.values()]), behind
            )
    return found


def _scores(data: Path, run: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """nDCG@10 of each need by collection."""
    scores = {}
    for collection in corpus.COLLECTIONS:
        lines = Judged(data / "need-solution" / collection, "dev").qrels_file.read_text(encoding="utf-8").splitlines()
        scores[collection] = {need: one.ndcg_10 for need, one in each(run, read_judgements(lines)).items()}
    return scores


def _json(file: Path) -> dict[str, Any] | None:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def groups(found: Sequence[Result]) -> list[tuple[str, str]]:
    """Collections and groups, ``all`` of each first."""
    keys = next(result.quality for result in found if result.quality)
    return sorted(keys, key=lambda key: (corpus.COLLECTIONS.index(key[0]), key[1] != ALL, key[1]))
