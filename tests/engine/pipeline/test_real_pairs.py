"""Version 1 against the plain BM25 it must beat, on real needs and the solutions chosen for them.

Set ``MATCHING_COLLECTIONS`` to a folder with ``need-solution/{sbir,horizon}``; else skipped.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from benchmarks.collection import Judged, ReadyVectors

from banyan.engine.embed.none import NoEncoder
from banyan.engine.index.memory import memory_index
from banyan.engine.measure.runs import read_judgements
from banyan.engine.measure.scores import quality
from banyan.engine.pipeline import Matcher
from banyan.engine.ports import Encoder
from banyan.engine.rank.places import CountriesOnly

_FOLDER = Path(os.environ.get("MATCHING_COLLECTIONS", "-")) / "need-solution"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not _FOLDER.exists(), reason="MATCHING_COLLECTIONS names no folder with real pairs"),
]


def _ndcg(collection: str, *, vectors: bool) -> float:
    judged = Judged(_FOLDER / collection, "dev")
    encoder: Encoder = ReadyVectors(judged) if vectors else NoEncoder()
    index = memory_index(judged.solutions, encoder, passages=1)
    matcher = Matcher(index, encoder, CountriesOnly(), today=date(2026, 11, 1))
    rankings = zip(judged.needs, matcher.rank_all(judged.needs, top=100), strict=True)
    run = {need.id: [hit.id for hit in hits] for need, hits in rankings}
    return quality(run, read_judgements(judged.qrels_file.read_text(encoding="utf-8").splitlines())).ndcg_10


@pytest.mark.parametrize(
    ("collection", "vectors", "least"),
    [("sbir", True, 0.79), ("sbir", False, 0.78), ("horizon", True, 0.455), ("horizon", False, 0.43)],
)
def test_version_1_beats_plain_bm25(collection: str, vectors: bool, least: float) -> None:
    assert _ndcg(collection, vectors=vectors) >= least
