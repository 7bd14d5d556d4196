"""bm25s: BM25 with scores computed beforehand, in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import bm25s
import Stemmer

from benchmarks.compare.corpus import Corpus
from benchmarks.compare.engines.port import TOP, Alone, Question


class Bm25s(Alone):
    """Its own tokens, English stop words and Snowball stems, k1 1.5 and b 0.75, Lucene's formula, compiled by numba."""

    settings = "k1 1.5, b 0.75, method lucene, English stop words, Snowball stems, numba backend"

    def build(self, corpus: Corpus, folder: Path) -> None:
        tokens = bm25s.tokenize(
            [listing.text for listing in corpus.listings],
            stopwords="en",
            stemmer=Stemmer.Stemmer("english"),
            show_progress=False,
        )
        model = bm25s.BM25(k1=1.5, b=0.75, method="lucene", backend="numba")
        model.index(tokens, show_progress=False)
        model.save(folder)
        (folder / "ids.json").write_text(json.dumps([listing.id for listing in corpus.listings]))

    def open(self, *folders: Path) -> None:
        (folder,) = folders
        self._model = bm25s.BM25.load(folder, mmap=False)
        self._model.activate_numba_scorer()
        self._ids = json.loads((folder / "ids.json").read_text())
        self._stemmer = Stemmer.Stemmer("english")

    def ask(self, question: Question) -> Sequence[str]:
        tokens = bm25s.tokenize(
            [question.need.text], stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        found, _ = self._model.retrieve(tokens, k=TOP, show_progress=False)
        return [self._ids[number] for number in found[0]]
