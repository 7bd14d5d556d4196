"""Heads for the 17 goals: one set over vectors, one over hashed words, and how the two are put together.

The two are fitted with each goal's yes and no weighing the same, and joined on scores from outside each text's fold.
Half of the weight of a goal's "no" lies on the tenth of the texts that come nearest to it by both, since those are the
ones a reader has to think about. All choices were made by cross-validation on the training texts.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from banyan.engine.text.structure.hashing import BUCKETS, counts
from benchmarks.structure.data import Row
from benchmarks.structure.fitting import Floats, balanced, heads, out_of_fold

GOALS = tuple(str(goal) for goal in range(1, 18))
FOLDS = 5
PENALTY_VECTORS, PENALTY_WORDS = 1e-3, 1e-4
SAY = {"written": 2.0}
"""How much a source's texts count in the fit; others 1."""
JOINED_ON = ("survey", "gold", "goods", "official-indicator", "written")
"""Sources that the joining is fitted on, each with the same say."""


def truth(rows: list[Row]) -> Floats:
    return np.array([[float(goal in row.codes) for goal in GOALS] for row in rows])


def bags(rows: list[Row]) -> sparse.csr_matrix:
    """Counts of hashed words, damped; not yet weighted."""
    data: list[float] = []
    places: list[int] = []
    starts = [0]
    for row in rows:
        found, worth = counts(row.text, row.language)
        places += found.tolist()
        data += worth.tolist()
        starts.append(len(places))
    return sparse.csr_matrix((data, places, starts), shape=(len(rows), BUCKETS))


def rarity(bag: sparse.csr_matrix) -> Floats:
    held = np.bincount(bag.indices, minlength=BUCKETS)
    return np.log((1 + bag.shape[0]) / (1 + held)) + 1


def weighted(bag: sparse.csr_matrix, rare: Floats) -> sparse.csr_matrix:
    rows = bag.multiply(rare).tocsr()
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(1)))
    return rows.multiply(1 / np.maximum(length, 1e-9)).tocsr()


def centred(vectors: Floats, middle: Floats) -> Floats:
    moved = vectors - middle
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)


def folds_of(size: int) -> np.ndarray:
    return np.random.default_rng(20261123).integers(0, FOLDS, size)


def say_of(rows: list[Row]) -> Floats:
    return np.array([SAY.get(row.source, 1.0) for row in rows])


def joining_weights(rows: list[Row], right: Floats, scores: list[Floats]) -> Floats:
    """Weights (texts, goals) of the joining: sources alike, yes and no alike, half of each no on the hardest tenth."""
    size = {source: sum(row.source == source for row in rows) for source in JOINED_ON}
    base = np.array([1 / size[row.source] if size.get(row.source) else 0.0 for row in rows])
    found = np.zeros(right.shape)
    for goal in range(right.shape[1]):
        yes = right[:, goal] > 0
        no = ~yes & (base > 0)
        both = sum(score[:, goal] / score[no, goal].std() for score in scores)
        hard = no & (both >= np.quantile(both[no], 0.9))
        for part, share in ((yes, 0.5), (hard, 0.25), (no & ~hard, 0.25)):
            found[part, goal] = base[part] / max(base[part].sum(), 1e-12) * share
    return found


def join(scores: list[Floats], right: Floats, weights: Floats, *, ridge: float = 0.02) -> tuple[Floats, Floats]:
    """One factor for each kind of score, shared by the goals, and a constant for each goal: logistic, by Newton steps.

    ``ridge`` pulls the goals' constants to their mean, since a goal may have few texts.
    """
    kinds, goals = len(scores), right.shape[1]
    found = np.zeros(kinds + 1 + goals)
    found[:kinds] = 1.0
    keep = np.r_[np.zeros(kinds + 1), np.full(goals, ridge)]
    for _ in range(25):
        slope, bend = keep * found, np.diag(keep + 1e-9)
        for goal in range(goals):
            used = weights[:, goal] > 0
            row = np.column_stack([*(score[used, goal] for score in scores), np.ones(used.sum())])
            sure = 1 / (1 + np.exp(-(row @ found[: kinds + 1] + found[kinds + 1 + goal])))
            weight = weights[used, goal]
            row = np.column_stack([row, np.ones(used.sum())])
            at = [*range(kinds + 1), kinds + 1 + goal]
            slope[at] += row.T @ (weight * (sure - right[used, goal]))
            bend[np.ix_(at, at)] += (row * (weight * sure * (1 - sure))[:, None]).T @ row
        found -= np.linalg.solve(bend, slope)
    return found[:kinds], found[kinds] + found[kinds + 1 :]


def fit_words(rows: list[Row]) -> dict[str, Floats]:
    """Heads over hashed words, and their scores from outside each text's fold."""
    bag = bags(rows)
    rare = rarity(bag)
    matrix, right, say = weighted(bag, rare), truth(rows), say_of(rows)
    outside = out_of_fold(matrix, right, say, PENALTY_WORDS, folds_of(len(rows)))
    found, constant = heads(matrix, right, balanced(right, say), PENALTY_WORDS)
    return {"rare": rare, "heads": found, "constant": constant, "outside": outside}


def fit_vectors(rows: list[Row], vectors: Floats) -> dict[str, Floats]:
    """Heads over centred vectors, and their scores from outside each text's fold."""
    middle = vectors.mean(0)
    matrix, right, say = centred(vectors, middle), truth(rows), say_of(rows)
    outside = out_of_fold(matrix, right, say, PENALTY_VECTORS, folds_of(len(rows)))
    found, constant = heads(matrix, right, balanced(right, say), PENALTY_VECTORS)
    return {"middle": middle, "heads": found, "constant": constant, "outside": outside}


def balanced_accuracy(scores: Floats, right: Floats, weights: Floats) -> Floats:
    """By goal: the weight of what is told rightly at 0; the weights of a goal add up to 1."""
    return (weights * ((scores > 0) == (right > 0))).sum(0)
