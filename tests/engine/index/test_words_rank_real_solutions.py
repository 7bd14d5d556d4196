"""BM25 on real needs and the solutions chosen for them, against the published baselines.

Set ``MATCHING_COLLECTIONS`` to a folder with ``need-solution/{sbir,horizon}`` (needs, solutions, qrels); else skipped.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import ir_measures
import pytest
from tests.engine.index.samples import ANYTHING

from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.memory import MemoryIndex
from banyan.engine.index.reader import open_index
from banyan.engine.index.rebuild import rebuild
from banyan.engine.ports import IndexReader
from banyan.engine.types import Kind, Record

FOLDER = Path(os.environ.get("MATCHING_COLLECTIONS", "-")) / "need-solution"
EVERY_TERM = 1_000_000
NDCG = ir_measures.nDCG @ 10

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.exists(), reason="MATCHING_COLLECTIONS names no folder with real pairs"),
]


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _solutions(collection: str) -> list[Record]:
    rows = _lines(FOLDER / collection / "solutions.jsonl.gz")
    return [Record(row["id"], Kind.OFFER, row["title"], row["text"], language="en") for row in rows]


def _score(collection: str, index: IndexReader) -> float:
    run = [
        ir_measures.ScoredDoc(need["id"], hit.id, hit.score)
        for need in _lines(FOLDER / collection / "needs.dev.jsonl.gz")
        for hit in index.by_words(f"{need['title']}. {need['text']}", language="en", filter=ANYTHING, top=100)
    ]
    judged = (line.split() for line in (FOLDER / collection / "qrels.dev.txt").read_text().splitlines())
    qrels = [ir_measures.Qrel(need, listing, int(grade)) for need, _, listing, grade in judged]
    return float(ir_measures.calc_aggregate([NDCG], qrels, run)[NDCG])


@pytest.mark.parametrize(("collection", "baseline"), [("sbir", 0.7425), ("horizon", 0.4230)])
def test_the_whole_need_reproduces_the_baseline(collection: str, baseline: float) -> None:
    assert _score(collection, MemoryIndex(_solutions(collection), salient=EVERY_TERM)) == pytest.approx(
        baseline, abs=0.01
    )


@pytest.mark.parametrize(("collection", "least"), [("sbir", 0.75), ("horizon", 0.42)])
def test_telling_terms_alone_are_no_worse_in_memory_or_on_disk(collection: str, least: float, tmp_path: Path) -> None:
    records = _solutions(collection)
    rebuild(tmp_path, records, NoEncoder())
    scores = {"memory": _score(collection, MemoryIndex(records)), "disk": _score(collection, open_index(tmp_path))}
    assert min(scores.values()) >= least, scores
