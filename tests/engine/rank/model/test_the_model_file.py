"""The shipped model: it reads, it is small, and it gives what the training library gave."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from banyan.engine.rank.model.evidence import NAMES
from banyan.engine.rank.model.ranker import FILE, KINDS, shipped

_EXAMPLES = Path(__file__).parent / "examples.npz"


def test_it_is_small() -> None:
    assert len((files("banyan.engine.rank.model") / FILE).read_bytes()) < 1_000_000


@pytest.mark.parametrize("part", ["both", "words"])
def test_it_gives_what_the_training_library_gave(part: str) -> None:
    with np.load(_EXAMPLES) as kept:
        evidence, length, wanted = kept[f"{part}_evidence"], kept[f"{part}_length"], kept[f"{part}_odds"]
    model = getattr(shipped(), part)
    found = [
        model.odds(row[np.newaxis].astype(np.float64), float(at))[0] for row, at in zip(evidence, length, strict=True)
    ]
    assert found == pytest.approx(wanted.tolist(), abs=1e-4)


def test_no_weight_is_negative_and_no_tree_falls() -> None:
    for part in (shipped().both, shipped().words):
        assert (part.weights >= 0).all()
        trees = part.trees
        for level in range(trees.columns.shape[1]):
            rising = trees.columns[:, level] <= len(NAMES)  # every column but the need's length
            rising &= np.isfinite(trees.thresholds[:, level])  # levels that only fill a shorter tree up
            leaf = np.arange(trees.leaves.shape[1])
            low = leaf[(leaf >> level) & 1 == 0]
            steps = trees.leaves[:, low | 1 << level] - trees.leaves[:, low]
            assert (steps[rising] >= -1e-6).all()


def test_what_the_kinds_add_is_the_whole_above_nothing() -> None:
    with np.load(_EXAMPLES) as kept:
        evidence, length = kept["both_evidence"].astype(np.float64), kept["both_length"]
    ranker = shipped()
    for row, at in enumerate(length[:20]):
        one = evidence[row][np.newaxis]
        kinds = ranker.kinds(one, [0], float(at), [False])[0]
        assert set(kinds) == set(KINDS)
        whole = ranker.odds(one, float(at), [False])[0] - ranker.nothing(one, float(at))
        assert sum(kinds.values()) == pytest.approx(whole, abs=1e-9)
        assert min(kinds.values()) >= -1e-9
