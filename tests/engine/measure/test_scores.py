from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import ir_measures
import pytest

from banyan.engine.measure.scores import quality

_SCORER = Path(os.environ.get("MATCHING_SCORER", "-"))


def _made(seed: int) -> tuple[dict[str, list[str]], dict[str, dict[str, int]]]:
    chance = random.Random(seed)
    listings = [f"l{number}" for number in range(150)]
    judged = {f"n{number}": dict.fromkeys(chance.sample(listings, chance.randint(1, 12)), 1) for number in range(40)}
    for grades in judged.values():
        grades[next(iter(grades))] = 2
    run = {need: chance.sample(listings, 120) for need in list(judged)[:35]}
    return run, judged


@pytest.mark.parametrize("seed", range(3))
def test_the_measures_agree_with_ir_measures(seed: int) -> None:
    run, judged = _made(seed)
    names = {"ndcg_10": "nDCG@10", "recall_10": "R@10", "recall_100": "R@100", "mrr_100": "RR@100"}
    measures = {ours: ir_measures.parse_measure(name) for ours, name in names.items()}
    scored = {need: {id: 1000.0 - rank for rank, id in enumerate(ids)} for need, ids in run.items()}
    theirs = ir_measures.calc_aggregate(list(measures.values()), judged, scored)
    ours = quality(run, judged)
    for name, measure in measures.items():
        expected = theirs[measure] * len(run) / len(judged)  # it leaves out needs without an answer, we count them
        assert getattr(ours, name) == pytest.approx(expected, abs=1e-4) or getattr(ours, name) == pytest.approx(
            theirs[measure], abs=1e-4
        ), name


@pytest.mark.skipif(not _SCORER.exists(), reason="MATCHING_SCORER names no stand-alone scorer")
def test_the_measures_agree_with_a_stand_alone_scorer(tmp_path: Path) -> None:
    run, judged = _made(7)
    run_file, judged_file = tmp_path / "run", tmp_path / "qrels"
    run_file.write_text(
        "".join(f"{n} Q0 {id} {r} {1000 - r} t\n" for n, ids in run.items() for r, id in enumerate(ids, 1))
    )
    judged_file.write_text("".join(f"{n} 0 {id} {g}\n" for n, grades in judged.items() for id, g in grades.items()))
    command = [sys.executable, str(_SCORER), str(run_file), str(judged_file), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)["all"]
    ours = quality(run, judged)
    assert ours.ndcg_10 == pytest.approx(theirs["ndcg@10"], abs=1e-4)
    assert ours.recall_10 == pytest.approx(theirs["recall@10"], abs=1e-4)
    assert ours.recall_100 == pytest.approx(theirs["recall@100"], abs=1e-4)
    assert ours.mrr_100 == pytest.approx(theirs["mrr@100"], abs=1e-4)


def test_a_need_without_an_answer_scores_nothing() -> None:
    assert quality({"n1": ["a"]}, {"n1": {"a": 1}, "n2": {"b": 1}}).ndcg_10 == 0.5


def test_a_listing_may_not_stand_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        quality({"n": ["a", "a"]}, {"n": {"a": 1}})
