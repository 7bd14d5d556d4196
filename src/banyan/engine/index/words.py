"""The word side of a generation: a tantivy index of our own terms, with the records stored beside them.

tantivy sees terms joined by spaces and cuts them at spaces, so every language passes through the one analyser of
``text/analyse.py``. Its BM25 has k1 1.2 and b 0.75.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

import tantivy

from banyan.engine.index.codec import decode, encode
from banyan.engine.index.directory import share
from banyan.engine.index.fields import TITLE_BOOST, indexed
from banyan.engine.types import Filter, Kind, Record

_TERMS: Final = "terms"
_CHANGED_IN_PLACE: Final = frozenset({"meta.json", ".managed.json"})
_LOCKS: Final = frozenset({".tantivy-writer.lock", ".tantivy-meta.lock"})
_HEAP: Final = 64_000_000
_ASKED_AT_ONCE: Final = 512
_MOST_LANGUAGES: Final = 10_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("whole", tokenizer_name=_TERMS, index_option="freq")
    builder.add_text_field("title", tokenizer_name=_TERMS, index_option="freq")
    builder.add_unsigned_field("length", fast=True)
    builder.add_text_field("language", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def _open(folder: Path, schema: tantivy.Schema | None = None) -> tantivy.Index:
    index = tantivy.Index.open(str(folder)) if schema is None else tantivy.Index(schema, path=str(folder))
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

    def put(self, record: Record) -> None:
        key = clean_id(record.id)
        fields = indexed(record)
        document = tantivy.Document()
        document.add_text("id", key)
        document.add_text("kind", record.kind.value)
        document.add_text("whole", " ".join(fields.whole))
        document.add_text("title", " ".join(fields.title))
        document.add_unsigned("length", len(fields.whole))
        document.add_text("language", fields.language or "")
        document.add_bytes("record", encode(record))
        self._writer.delete_documents_by_term("id", key)
        self._writer.add_document(document)

    def delete(self, id: str) -> None:
        self._writer.delete_documents_by_term("id", clean_id(id))

    def finish(self) -> int:
        """Write everything, wait for merges, and return the number of records."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        return int(self._index.searcher().num_docs)


class WordsReader:
    """Searches one finished folder."""

    def __init__(self, folder: Path) -> None:
        self._index = _open(folder)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def frequency(self, terms: Collection[str]) -> dict[str, int]:
        """Records with each term. A record deleted lately may still be counted until tantivy merges its segment."""
        return {term: self._searcher.doc_freq("whole", term) for term in terms}

    def mean_terms(self) -> float:
        answer = self._searcher.aggregate(tantivy.Query.all_query(), {"mean": {"avg": {"field": "length"}}})
        return float(answer["mean"]["value"] or 0.0)

    def languages(self) -> dict[str, int]:
        """Records in each language; "" where none was declared or recognised."""
        counts = {"terms": {"field": "language", "size": _MOST_LANGUAGES}}
        answer = self._searcher.aggregate(tantivy.Query.all_query(), {"languages": counts})
        return {bucket["key"]: int(bucket["doc_count"]) for bucket in answer["languages"]["buckets"]}

    def search(self, terms: Mapping[str, int], filter: Filter, top: int) -> list[tuple[str, float]]:
        """Ids with scores, best first, for terms with their number of occurrences in the query."""
        if not terms or top <= 0:
            return []
        query = self._filtered(self._either(terms), filter)
        found = self._searcher.search(query, top + len(filter.exclude), count=False).hits
        hits = ((str(self._searcher.doc(address)["id"][0]), float(score)) for score, address in found)
        return [(id, score) for id, score in hits if id not in filter.exclude][:top]

    def _either(self, terms: Mapping[str, int]) -> tantivy.Query:
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for term, count in terms.items():
            for field, boost in (("whole", float(count)), ("title", count * TITLE_BOOST)):
                query = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, boost)))
        return tantivy.Query.boolean_query(parts)

    def _filtered(self, query: tantivy.Query, filter: Filter) -> tantivy.Query:
        musts = [(tantivy.Occur.Must, query)]
        if filter.kinds and len(filter.kinds) < len(Kind):
            musts.append((tantivy.Occur.Must, self._silent("kind", [kind.value for kind in filter.kinds])))
        if filter.only is not None:
            musts.append((tantivy.Occur.Must, self._silent("id", [clean_id(id) for id in filter.only])))
        return tantivy.Query.boolean_query(musts) if len(musts) > 1 else query

    def _silent(self, field: str, values: list[str]) -> tantivy.Query:
        """Holds for any of the values and adds nothing to the score."""
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, field, values), 0.0)

    def records(self, ids: Collection[str]) -> dict[str, Record]:
        wanted = list(dict.fromkeys(map(clean_id, ids)))
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), _ASKED_AT_ONCE):
            part = wanted[start : start + _ASKED_AT_ONCE]
            query = tantivy.Query.term_set_query(self._schema, "id", part)
            for _, address in self._searcher.search(query, len(part), count=False).hits:
                record = decode(bytes(self._searcher.doc(address)["record"][0]))
                found[record.id] = record
        return found

    def every_record(self) -> Iterator[Record]:
        """All records in no particular order, each read from the disk: seconds per 100,000."""
        hits = self._searcher.search(tantivy.Query.all_query(), max(1, len(self)), count=False).hits
        for _, address in hits:
            yield decode(bytes(self._searcher.doc(address)["record"][0]))


def clean_id(id: str) -> str:
    """The id, or for one that is not Unicode (never stored) something that tantivy can look for in vain."""
    return id.encode("utf-8", errors="backslashreplace").decode("utf-8")
