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
from typing import Any

from benchmarks.speed.figures import told


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
        lines += ["", *text("benchmarks.speed.indexing", kept / "indexing.md")]
        lines += ["", *text("benchmarks.speed.batch", kept / "batch.md", str(given.folders[-1]))]
        told(lines, given.report)


if __name__ == "__main__":
    main()
