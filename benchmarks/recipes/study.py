"""Takes the learned ranking apart: what each kind of evidence is worth, chance, more needs, and whether scores hold.

    .venv/bench/bin/python -m benchmarks.recipes.study FOLDER … [--kept DIR] [--report FILE] [--pictures DIR]

Every variant is fitted on the training needs with the recipe's own settings and measured on the development needs, with
vectors unless it says otherwise. Evidence is gathered once (minutes; ``--kept`` keeps it between runs).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from banyan.engine.measure.groups import ALL, parts, read_groups
from banyan.engine.measure.paired import paired
from banyan.engine.measure.scores import each
from banyan.engine.ports import Floats
from banyan.engine.rank.model.evidence import GROUPS, NAMES
from banyan.engine.rank.model.ranker import length_of, shipped
from benchmarks.collection import Judged
from benchmarks.recipes.fit_ranker import (
    CLOSENESS,
    COLUMNS,
    Weighted,
    fit_sum,
    fit_trees,
    gather,
    in_line,
    seen_by_trees,
    weighted,
)  # fmt: skip
from benchmarks.recipes.pictures import Band, curve, reliability
from benchmarks.recipes.pools import Case

Scorer = Callable[[Case], Floats]
Quality = Mapping[str, float]  #: nDCG@10 by need

MARK: Final = "<!-- made by benchmarks.recipes.study -->\n"
"""What stands above it in a report stays."""
_SEEDS: Final = 5
_SHARES: Final = (0.1, 0.25, 0.5, 1.0)
_DRAWS: Final = 3
_EDGES: Final = (0.0, 0.01, 0.03, 0.08, 0.15, 0.3, 0.5, 0.7, 0.9, 1.0001)
_TELLING: Final = ("salient_15", "salient_40", "need_title", "repeated")
_LIKELIHOOD: Final = ("likelihood", "likelihood_damped", "likelihood_telling", "repeated")


@dataclass(frozen=True)
class Collection:
    """One collection's cases and its groups of development needs."""

    name: str
    train: Sequence[Case]
    dev: Sequence[Case]
    judgements: Mapping[str, Mapping[str, int]]
    groups: Mapping[str, Sequence[str]]
    makers: Mapping[str, str]  #: who offers each listing


def collections(folders: Sequence[Path], kept: Path | None) -> list[Collection]:
    """With every need as it is written; short versions are left out."""
    found = []
    for folder in folders:
        judged = Judged(folder, "dev")
        lines = judged.groups_file.read_text(encoding="utf-8").splitlines() if judged.groups_file.exists() else []
        found.append(
            Collection(
                name=folder.name,
                train=[case for case in gather(folder, None, kept) if case.version == "full"],
                dev=[case for case in gather(folder, None, kept, "dev") if case.version == "full"],
                judgements={need: dict.fromkeys(right, 1) for need, right in judged.relevant.items()},
                groups=parts(sorted(judged.relevant), read_groups(lines)),
                makers={listing.id: listing.organisation or "" for listing in judged.solutions},
            )
        )
    return found


def fitted(data: Weighted, columns: Sequence[int], *, trees: bool = True, **settings: Any) -> Scorer:
    """A model of some columns of evidence, fitted as the recipe does."""
    weights = fit_sum(data, columns)
    line, model = fit_trees(data, weights, columns, **settings)

    def scored(case: Case) -> Floats:
        seen = seen_by_trees(case, weights, columns)
        straight = in_line(seen) @ line
        return np.asarray(straight + model.predict(seen) if trees else straight)

    return scored


def quality(collection: Collection, scorer: Scorer) -> Quality:
    runs = {}
    for case in collection.dev:
        scores = scorer(case)
        runs[case.need] = [case.ids[row] for row in np.argsort(-scores, kind="stable")[:100]]
    return {need: one.ndcg_10 for need, one in each(runs, collection.judgements).items()}


def without(names: Iterable[str]) -> list[int]:
    dropped = set(names)
    return [column for column, name in enumerate(NAMES) if name not in dropped]


def of_kind(kind: str) -> list[str]:
    return [name for name, group in GROUPS.items() if group == kind]


def variants() -> dict[str, tuple[list[int], dict[str, Any]]]:
    """Name → columns and settings. The first is what ships."""
    free: dict[str, Any] = {"monotone_constraints": [0] * (len(NAMES) + 2)}
    return {
        "as shipped": (COLUMNS["both"], {}),
        "words alone": (COLUMNS["words"], {}),
        "without closeness above the usual": (without(["meaning_above"]), {}),
        "without phrases": (without(of_kind("phrases")), {}),
        "without cosine and what of the listing is asked for": (without(of_kind("terms")), {}),
        "without its title, most telling and repeated words": (without(_TELLING), {}),
        "without likelihood (BM25 alone)": (without(_LIKELIHOOD), {}),
        "weighted sum, no trees": (COLUMNS["both"], {"trees": False}),
        "trees that may fall": (COLUMNS["both"], free),
        "meaning alone": (CLOSENESS, {}),
    }


def ablations(found: Sequence[Collection]) -> list[str]:
    data = weighted([case for one in found for case in one.train])
    lines = ["| | " + " | ".join(_columns(found)) + " |", "|---|" + "---:|" * len(_columns(found))]
    whole: dict[str, Quality] = {}
    for name, (columns, settings) in variants().items():
        scorer = fitted(data, columns, **settings)
        cells = []
        for one in found:
            ours = quality(one, scorer)
            for needs in one.groups.values():
                mean = float(np.mean([ours[need] for need in needs]))
                first = whole.setdefault(one.name, ours)
                change = paired({need: ours[need] for need in needs}, {need: first[need] for need in needs})
                moved = f" ({change.mean:+.3f} [{change.low:+.3f}, {change.high:+.3f}])" if ours is not first else ""
                cells.append(f"{mean:.3f}{moved}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _columns(found: Sequence[Collection]) -> list[str]:
    return [f"{one.name}, {group}" if group != ALL else one.name for one in found for group in one.groups]


def seeds(found: Sequence[Collection]) -> list[str]:
    data = weighted([case for one in found for case in one.train])
    means: dict[str, list[float]] = {}
    for seed in range(1, _SEEDS + 1):
        scorer = fitted(data, COLUMNS["both"], random_seed=seed)
        for one in found:
            means.setdefault(one.name, []).append(float(np.mean(list(quality(one, scorer).values()))))
    return [f"* {name}: {min(some):.4f} to {max(some):.4f}" for name, some in means.items()]


def learning(found: Sequence[Collection]) -> dict[str, list[tuple[float, float]]]:
    """For each collection (training needs of both together, nDCG@10), of draws of some of the needs."""
    random = np.random.default_rng(0)
    points: dict[str, list[tuple[float, float]]] = {one.name: [] for one in found}
    for share in _SHARES:
        for _ in range(_DRAWS if share < 1 else 1):
            chosen = [case for one in found for case in one.train if random.random() < share]
            scorer = fitted(weighted(chosen), COLUMNS["both"])
            for one in found:
                points[one.name].append((len(chosen), float(np.mean(list(quality(one, scorer).values())))))
    return points


def bands(one: Collection, *, words: bool) -> list[Band]:
    """How often listings are right, by the chance that the shipped model gives them."""
    ranker = shipped()
    chances, right = [], []
    for case in one.dev:
        rows = case.evidence.astype(np.float64)
        if words:
            rows[:, CLOSENESS] = np.nan
        odds = ranker.odds(rows, length_of(case.length), [False] * len(case.ids))
        chances.append(1 / (1 + np.exp(-odds)))
        right.append(case.relevant)
    chance, truth = np.concatenate(chances), np.concatenate(right)
    found = []
    for low, high in pairwise(_EDGES):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            found.append(Band.of(float(chance[inside].mean()), int(truth[inside].sum()), int(inside.sum())))
    return found


def left_over(one: Collection) -> list[str]:
    """Where the needs stand whose answers are not all on top."""
    ranker = shipped()
    missing = wrong = same_maker = 0
    for case in one.dev:
        odds = ranker.odds(case.evidence.astype(np.float64), length_of(case.length), [False] * len(case.ids))
        first = int(np.argmax(odds))
        missing += int(case.relevant.sum()) < case.right
        if not case.relevant[first]:
            wrong += 1
            makers = {one.makers[id] for id in one.judgements[case.need]} - {""}
            same_maker += one.makers[case.ids[first]] in makers
    told = (
        f", in {same_maker} of these one of an organisation whose other listing was" if any(one.makers.values()) else ""
    )
    return [
        f"* {one.name}: of {len(one.dev)} needs, {wrong} have a first answer that nobody judged right{told}. "
        f"{missing} needs have a right listing that is not among the candidates."
    ]


def report(found: Sequence[Collection], pictures: Path) -> str:
    curves = learning(found)
    curve(curves, pictures / "ranking-learning.svg")
    tables: list[str] = []
    shown = {}
    for one in found:
        for words in (False, True):
            name = f"{one.name}, {'words alone' if words else 'with vectors'}"
            shown[name] = bands(one, words=words)
            tables += ["", f"{name}:", "", "| score | right, of 100 | interval | listings |", "|---:|---:|---|---:|"]
            tables += [band.line() for band in shown[name]]
    reliability(shown, pictures / "ranking-reliability.svg")
    draws = max(len(points) for points in curves.values())
    learned = ["|" + " |" * (draws + 1), "|---|" + "---|" * draws]
    for name, points in curves.items():
        learned.append(f"| {name} | " + " | ".join(f"{value:.3f} ({needs:.0f})" for needs, value in points) + " |")
    chance = f"nDCG@10 of {_SEEDS} fits that differ in the random numbers of the trees alone:"
    sections = {
        "What each kind of evidence is worth": ablations(found),
        "Chance": [chance, "", *seeds(found)],
        "More needs to learn from": ["nDCG@10 (training needs, both collections together):", "", *learned],
        "Do the scores hold?": tables[1:],
        "What is left": [line for one in found for line in left_over(one)],
    }
    return "\n".join(f"## {title}\n\n" + "\n".join(lines) + "\n" for title, lines in sections.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--pictures", type=Path, default=Path("docs/explanation/pictures"))
    given = parser.parse_args()
    text = report(collections(given.folders, given.kept), given.pictures)
    print(text)
    if given.report:
        head, mark, _ = (
            given.report.read_text(encoding="utf-8").partition(MARK) if given.report.exists() else ("", "", "")
        )
        given.report.write_text(f"{head}{mark}\n{text}" if mark else text, encoding="utf-8")


if __name__ == "__main__":
    main()
