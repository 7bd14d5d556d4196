"""The word side of a generation: a tantivy index of our own terms, which knows listings by their numbers.

tantivy sees terms joined by spaces and cuts them at spaces, so every language passes through the one analyser of
``text/analyse.py``. Its BM25 has k1 1.2 and b 0.75. There is one field, in which the words of a title stand twice: a
query is then one list of postings a term, and nothing but such lists, which lets tantivy pass over most of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import tantivy
from numpy.typing import NDArray

from banyan.engine.index.directory import share
from banyan.engine.text.profile import Analysed

_TERMS: Final = "terms"
_CHANGED_IN_PLACE: Final = frozenset({"meta.json", ".managed.json"})
_LOCKS: Final = frozenset({".tantivy-writer.lock", ".tantivy-meta.lock"})
_HEAP: Final = 200_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True, indexed=True)
    builder.add_unsigned_field("kind", indexed=True)
    builder.add_text_field("words", tokenizer_name=_TERMS, index_option="freq")
    return builder.build()


def _open(folder: Path, schema: tantivy.Schema | None = None) -> tantivy.Index:
    index = tantivy.Index.open(str(folder)) if schema is None else tantivy.Index(schema, path=str(folder))
    # A generation never changes. Tantivy's own thread would read it anew half a second after it is opened, and whoever
    # damages or removes a file meanwhile would end the process.
    index.config_reader(reload_policy="manual")
    index.register_tokenizer(_TERMS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def share_words(source: Path, target: Path) -> None:
    """Start a words folder from another one: links of its segments, copies of the two files tantivy rewrites."""
    for path in source.iterdir():
        if path.name in _CHANGED_IN_PLACE:
            shutil.copyfile(path, target / path.name)
        elif path.name not in _LOCKS:
            share(path, target / path.name)


def word_files(folder: Path) -> list[Path]:
    """The files of a finished words folder that belong to the generation."""
    return sorted(path for path in folder.iterdir() if path.name not in _LOCKS)


class WordsWriter:
    """Adds and removes in one folder, which nobody else reads yet. ``finish`` ends it."""

    def __init__(self, folder: Path) -> None:
        schema = None if (folder / "meta.json").exists() else _schema()
        self._index = _open(folder, schema)
        self._writer = self._index.writer(_HEAP, 1)
        self._gone: list[int] = []

    def put(self, number: int, kind: int, terms: Analysed) -> None:
        """A number that was not there."""
        document = tantivy.Document()
        document.add_unsigned("number", number)
        document.add_unsigned("kind", kind)
        document.add_text("words", " ".join(terms.whole + terms.title))
        self._writer.add_document(document)

    def delete(self, number: int) -> None:
        self._gone.append(number)

    def finish(self) -> None:
        """Write everything and wait for merges."""
        if self._gone:  # by query: tantivy's deletion by a term takes a whole number for a signed one and finds nothing
            self._writer.delete_documents_by_query(
                tantivy.Query.term_set_query(self._index.schema, "number", self._gone)
            )
        self._writer.commit()
        self._writer.wait_merging_threads()


class WordsReader:
    """Searches one finished folder."""

    def __init__(self, folder: Path) -> None:
        self._index = _open(folder)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def search(
        self,
        terms: Mapping[str, int],
        top: int,
        *,
        only: Sequence[int] | None = None,
        kinds: Sequence[int] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Numbers and scores, best first, for terms with their number of occurrences in the query; ``only`` and
        ``kinds`` are the numbers and kinds that may be found."""
        if not terms or top <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        hits = self._searcher.search(self.query(terms, only, kinds), top, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return np.array(numbers, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float64)

    def query(
        self, terms: Mapping[str, int], only: Sequence[int] | None = None, kinds: Sequence[int] | None = None
    ) -> tantivy.Query:
        """Any of the terms, each as often as it occurs."""
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for term, count in terms.items():
            query = tantivy.Query.term_query(self._schema, "words", term, index_option="freq")
            parts.append(
                (tantivy.Occur.Should, query if count == 1 else tantivy.Query.boost_query(query, float(count)))
            )
        either = tantivy.Query.boolean_query(parts)
        musts = [(tantivy.Occur.Must, either)]
        for field, values in (("number", only), ("kind", kinds)):
            if values is not None:
                allowed = tantivy.Query.term_set_query(self._schema, field, list(values))
                musts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)))
        return tantivy.Query.boolean_query(musts) if len(musts) > 1 else either
