"""LanceDB: its own full text and its own vector index, fused by its own reciprocal rank reranker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import lancedb
import pyarrow as pa
from lancedb.query import MatchQuery
from lancedb.rerankers import RRFReranker

from benchmarks.compare.corpus import Corpus
from benchmarks.compare.engines.port import TOP, Alone, Question

_CANDIDATES = 20  #: partitions looked into


class Lance(Alone):
    """Full text with English stop words and stems, and IVF_HNSW_SQ over cosines."""

    settings = (
        "full text: English stop words and stems; vectors: IVF_HNSW_SQ, cosine, m 20, ef_construction 300, "
        "20 partitions probed, ef 300; RRFReranker K 60"
    )

    def build(self, corpus: Corpus, folder: Path) -> None:
        vectors = pa.FixedSizeListArray.from_arrays(
            pa.array(corpus.listing_vectors.ravel()), corpus.listing_vectors.shape[1]
        )
        ids, texts = [one.id for one in corpus.listings], [one.text for one in corpus.listings]
        rows = pa.table({"id": ids, "text": texts, "vector": vectors})
        table = lancedb.connect(folder).create_table("listings", rows)
        table.create_fts_index("text", language="English", stem=True, remove_stop_words=True)
        table.create_index(metric="cosine", index_type="IVF_HNSW_SQ", m=20, ef_construction=300)
        table.optimize()

    def open(self, *folders: Path) -> None:
        (folder,) = folders
        self._table = lancedb.connect(folder).open_table("listings")
        self._fused = RRFReranker(K=60)

    def ask(self, question: Question) -> Sequence[str]:
        found = (
            self._table.search(query_type="hybrid")
            .vector(question.vector)
            .text(MatchQuery(question.need.text, "text"))
            .rerank(self._fused)
            .nprobes(_CANDIDATES)
            .ef(300)
            .select(["id"])
            .limit(TOP)
            .to_arrow()
        )
        return [str(id) for id in found["id"].to_pylist()]


class LanceWords(Lance):
    """Its full text alone."""

    settings = "full text alone: English stop words and stems"

    def ask(self, question: Question) -> Sequence[str]:
        query = MatchQuery(question.need.text, "text")
        found = self._table.search(query, query_type="fts").select(["id"]).limit(TOP).to_arrow()
        return [str(id) for id in found["id"].to_pylist()]
