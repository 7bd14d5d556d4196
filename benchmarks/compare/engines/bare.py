"""tantivy and usearch as they are, and the reciprocal rank fusion that one writes around them in an afternoon."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tantivy
from usearch.index import Index

from banyan.engine.types import Hit
from benchmarks.compare.corpus import Corpus
from benchmarks.compare.engines.port import TOP, Alone, Question
from benchmarks.systems import reciprocal

_DEPTH = 200  #: hits of each side that are fused
_ANALYZER = "english"


class Tantivy(Alone):
    """Every term of the need, English stop words and stems, tantivy's BM25 (k1 1.2, b 0.75)."""

    settings = (
        "every term of the need as often as it says it, English stop words and stems, k1 1.2, b 0.75 (fixed in tantivy)"
    )

    def build(self, corpus: Corpus, folder: Path) -> None:
        words = self._index(folder / "words")
        writer = words.writer(heap_size=256_000_000, num_threads=2)
        for listing in corpus.listings:
            writer.add_document(tantivy.Document(id=listing.id, text=listing.text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, *folders: Path) -> None:
        folder = folders[0]
        self._words = self._index(folder / "words")
        self._searcher = self._words.searcher()

    def ask(self, question: Question) -> Sequence[str]:
        return [hit.id for hit in self.by_words(question, TOP)]

    def by_words(self, question: Question, top: int) -> list[Hit]:
        schema, counts = self._words.schema, Counter(self._analyzer.analyze(question.need.text))
        parts = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(schema, "text", term, "freq"), count),
            )
            for term, count in counts.items()
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(parts), top, count=False).hits
        return [Hit(str(self._searcher.doc(place)["id"][0]), score) for score, place in found]

    def _index(self, folder: Path) -> tantivy.Index:
        folder.mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field("text", stored=False, tokenizer_name=_ANALYZER, index_option="freq")
        index = tantivy.Index(schema.build(), path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for step in (tantivy.Filter.lowercase(), tantivy.Filter.stopword("english"), tantivy.Filter.stemmer("english")):
            analyzer = analyzer.filter(step)
        self._analyzer = analyzer.build()
        index.register_tokenizer(_ANALYZER, self._analyzer)
        return index


class Usearch(Alone):
    """A graph of half-precision vectors, read from the disk as it is asked."""

    settings = "HNSW, cosine, f16, connectivity 16, expansion 128 when built and 200 when asked"

    def build(self, corpus: Corpus, folder: Path) -> None:
        graph = self._graph()
        graph.add(np.arange(len(corpus.listings)), corpus.listing_vectors.astype(np.float16), threads=2)
        graph.save(str(folder / "vectors.usearch"))
        (folder / "ids.json").write_text(json.dumps([listing.id for listing in corpus.listings]))

    def open(self, *folders: Path) -> None:
        folder = folders[-1]
        self._vectors = self._graph()
        self._vectors.view(str(folder / "vectors.usearch"))
        self._ids = json.loads((folder / "ids.json").read_text())

    def ask(self, question: Question) -> Sequence[str]:
        return [hit.id for hit in self.by_vector(question, TOP)]

    def by_vector(self, question: Question, top: int) -> list[Hit]:
        found = self._vectors.search(question.vector.astype(np.float16), top)
        pairs = zip(found.keys.tolist(), found.distances.tolist(), strict=True)
        return [Hit(self._ids[number], 1 - distance) for number, distance in pairs]

    def _graph(self) -> Index:
        return Index(ndim=384, metric="cos", dtype="f16", connectivity=16, expansion_add=128, expansion_search=200)


class Fused(Tantivy):
    """Both, fused by rank."""

    settings = f"tantivy and usearch as above, the best {_DEPTH} of each, reciprocal rank fusion with k 60"

    def __init__(self) -> None:
        self._meaning = Usearch()

    def open(self, *folders: Path) -> None:
        super().open(*folders)
        self._meaning.open(*folders)

    def ask(self, question: Question) -> Sequence[str]:
        words, meaning = self.by_words(question, _DEPTH), self._meaning.by_vector(question, _DEPTH)
        return [hit.id for hit in reciprocal(words, meaning)[:TOP]]
