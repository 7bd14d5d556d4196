"""The whole report on speed: every size of index, indexing and the batch, each in a process of its own.

    python -m benchmarks.speed.report FOLDER [FOLDER …] --report FILE [--needs 200] [--figures FOLDER]

FOLDERS hold indexes made by ``benchmarks.speed.build``, the smallest first; the batch runs on the last. ``--figures``
keeps what each process found, and what lies there already is not measured again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.speed.figures import told

_INDEXED: Final = (10_000, 50_000, 100_000)
_INDEXING_HELD_BACK: Final = (
    "Wanted: 60 % of bare tantivy's listings a second. What holds it back: tantivy cuts and stems in compiled code on "
    "every core; Banyan cuts words, tells sentences said twice, counts pairs and writes profiles, cards and texts in "
    "Python on one. Looking each word up, once for its term and once for the term's number, takes about half of the "
    "analysis, the vocabulary made here being of 250,000 words. Analysis in compiled code, or in as many processes as "
    "there are cores, would move it; the size of the collection hardly does.",
)


def run(*command: str) -> None:
    subprocess.run([sys.executable, "-m", *command], check=True, stdout=subprocess.DEVNULL)


def figures(folders: list[Path], kept: Path, needs: int) -> list[dict[str, Any]]:
    found = []
    for folder in folders:
        file = kept / f"{folder.name}.json"
        if not file.exists():
            run("benchmarks.speed.matching", str(folder), "--needs", str(needs), "--figures", str(file))
        found.append(json.loads(file.read_text(encoding="utf-8")))
    return found


def text(command: str, file: Path, *arguments: str) -> list[str]:
    """What another command reports, a level further down."""
    if not file.exists():
        run(command, *arguments, "--report", str(file))
    lines = file.read_text(encoding="utf-8").rstrip().splitlines()
    return [f"#{line}" if line.startswith("#") else line for line in lines]


def curve(found: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| listings | need | vectors | median ms | p95 | processor | bare calls | ratio |",
        "|---:|---|---|---:|---:|---:|---:|---:|",
    ]
    for one in found:
        lines += [
            f"| {one['size']:,} | {row['words']} words | {'present' if row['vectors'] else 'none'} "
            f"| {row['median']:.1f} | {row['p95']:.1f} | {row['processor']:.1f} | {row['bare']:.1f} "
            f"| {row['ratio']:.1f} |"
            for row in one["rows"]
        ]
    return lines


def page(found: list[dict[str, Any]]) -> list[str]:
    lines = [
        "# Speed of matching and of indexing",
        "",
        f"{found[-1]['machine']}; {found[-1]['needs']} needs each. Texts and vectors are made "
        "(`benchmarks/speed/made.py`: 80 words a listing, vectors in clusters); files were in the page cache. Every "
        "row is one run with its bare calls: the same queries of tantivy and usearch by themselves.",
        "",
        "## From a need to ten explained matches",
        "",
        *curve(found),
        "",
        "| listings | opened, s | resident, MB | of which mapped files, MB |",
        "|---:|---:|---:|---:|",
        *(f"| {one['size']:,} | {one['opened']:.2f} | {one['resident']:.0f} | {one['mapped']:.0f} |" for one in found),
        "",
        "Milliseconds of each stage on average at the largest size (stages within stages are counted in both):",
        "",
    ]
    for row in found[-1]["rows"]:
        stages = ", ".join(f"{stage} {spent:.1f}" for stage, spent in row["stages"].items())
        lines.append(f"* {row['words']} words{'' if row['vectors'] else ', no vectors'}: {stages}")
    return lines


def bars(found: list[dict[str, Any]]) -> list[str]:
    """What was wanted at the largest size beside what was measured, and what holds back what is missed."""
    last = found[-1]
    rows = {(row["words"], row["vectors"]): row for row in last["rows"]}
    short, long = rows[60, True], rows[600, True]
    wanted: list[tuple[str, float, float, str]] = [
        ("need of 60 words, median, ms", 60.0, short["median"], ".1f"),
        ("95th percentile, ms", 150.0, short["p95"], ".1f"),
        ("over the bare calls", 2.0, short["ratio"], ".1f"),
        ("need of 600 words over one of 60", 2.0, long["median"] / short["median"], ".2f"),
        ("resident, MB", 1500.0, last["resident"], ".0f"),
        ("opened, s", 2.0, last["opened"], ".2f"),
    ]
    stages = short["stages"]
    searches = stages.get("tantivy", 0.0) + stages.get("usearch", 0.0)
    rest = ("listings read", "evidence", "explain", "question")
    first = next(row["stages"] for row in found[0]["rows"] if row["words"] == 60 and row["vectors"])
    more, less = (sum(each.get(stage, 0.0) for stage in rest) for each in (stages, first))
    parts = ", ".join(f"{stage} {stages.get(stage, 0.0):.0f}" for stage in rest)
    return [
        f"## What was wanted at {last['size']:,}",
        "",
        "| what | at most | measured | |",
        "|---|---:|---:|---|",
        *(
            f"| {what} | {most:g} | {value:{form}} | {'reached' if value <= most else 'missed'} |"
            for what, most, value, form in wanted
        ),
        "",
        f"What holds the ratio back: the two searches take {searches:.0f} ms of a match. The rest ({parts}) is "
        f"{more:.0f} ms, and {less:.0f} ms at {found[0]['size']:,} (the load differed): many small steps in Python "
        "over some 450 candidates and the ten that are shown. Evidence and explanation in compiled code would move it. "
        "So would fewer candidates, at a price: two thirds of them cost 0.003 to 0.005 of nDCG@10 on the dev splits "
        "(`benchmarks/reports/2026-11-candidates.md`), and other scores for what is shown.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--needs", type=int, default=200)
    parser.add_argument("--figures", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as here:
        kept = given.figures or Path(here)
        kept.mkdir(parents=True, exist_ok=True)
        lines = page(figures(given.folders, kept, given.needs))
        lines += ["", *bars(figures(given.folders, kept, given.needs))]
        for size in _INDEXED:
            lines += ["", *text("benchmarks.speed.indexing", kept / f"indexing-{size}.md", "--size", str(size))]
        lines += ["", *_INDEXING_HELD_BACK]
        lines += ["", *text("benchmarks.speed.batch", kept / "batch.md", str(given.folders[-1]))]
        told(lines, given.report)


if __name__ == "__main__":
    main()
