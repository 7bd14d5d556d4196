"""BM25 in memory and on disk: the same questions, the same answers in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.engine.index.samples import ANYTHING, Named, ids, record

from banyan.engine.index.memory import MemoryIndex
from banyan.engine.index.reader import open_index
from banyan.engine.index.writer import DiskWriter
from banyan.engine.ports import IndexReader
from banyan.engine.types import Filter, Kind, Record

Build = Callable[[Iterable[Record]], IndexReader]


@pytest.fixture(params=["memory", "disk"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    def on_disk(records: Iterable[Record]) -> IndexReader:
        with DiskWriter(tmp_path, Named()) as writer:
            writer.put(records)
            writer.commit()
        return open_index(tmp_path)

    return MemoryIndex if request.param == "memory" else on_disk


FEW = [
    record("pump", "A solar pump lifts water from deep wells.", title="Solar pump"),
    record("loan", "Small loans for shops.", kind=Kind.FUNDING),
    record("filter", "A clay filter makes water safe.", kind=Kind.OFFER),
    record("need", "We need safe water.", kind=Kind.NEED),
]


def test_records_with_the_words_are_found(build: Build) -> None:
    index = build(FEW)
    assert ids(index.by_words("loans", language="en", filter=ANYTHING, top=9)) == ["loan"]
    assert set(ids(index.by_words("water", language="en", filter=ANYTHING, top=9))) == {"pump", "filter", "need"}
    assert ids(index.by_words("safe clay", language="en", filter=ANYTHING, top=1)) == ["filter"]


def test_scores_fall_and_are_positive(build: Build) -> None:
    hits = build(FEW).by_words("safe water from wells", language="en", filter=ANYTHING, top=9)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score > 0 and hit.by == "words" for hit in hits)


def test_a_word_in_the_title_counts_more(build: Build) -> None:
    index = build([record("text", "drier mango", title="One"), record("title", "one mango", title="Drier")])
    assert ids(index.by_words("drier", language="en", filter=ANYTHING, top=2)) == ["title", "text"]


def test_further_fields_are_searched(build: Build) -> None:
    index = build([Record("a", Kind.NEED, "T", "t", {"problem": "fluoride"}, "en"), record("b")])
    assert ids(index.by_words("fluoride", language="en", filter=ANYTHING, top=2)) == ["a"]


def test_other_forms_of_a_word_are_found_in_its_language(build: Build) -> None:
    index = build([record("fr", "des pompes solaires", language="fr"), record("hi", "सौर पंप", language="hi")])
    assert ids(index.by_words("pompe solaire", language="fr", filter=ANYTHING, top=2)) == ["fr"]
    assert ids(index.by_words("पंप", language="hi", filter=ANYTHING, top=2)) == ["hi"]


@pytest.mark.parametrize(
    ("text", "query", "language"),
    [("太阳能水泵", "水泵", "zh"), ("เครื่องสูบน้ำพลังแสงอาทิตย์", "สูบน้ำ", "th"), ("ម៉ាស៊ីនបូមទឹក", "បូមទឹក", "km")],
)
def test_scripts_without_spaces_are_searched(build: Build, text: str, query: str, language: str) -> None:
    index = build([record("a", text, language=language), record("b", "other")])
    assert ids(index.by_words(query, language=language, filter=ANYTHING, top=2)) == ["a"]


def test_filters_hold(build: Build) -> None:
    index = build(FEW)

    def found(filter: Filter, top: int = 9) -> set[str]:
        return set(ids(index.by_words("water", language="en", filter=filter, top=top)))

    assert found(Filter(kinds=frozenset({Kind.NEED}))) == {"need"}
    assert found(Filter(kinds=frozenset({Kind.NEED, Kind.OFFER}))) == {"pump", "filter", "need"}
    assert found(Filter(kinds=frozenset({Kind.TRAINING}))) == set()
    assert found(Filter(exclude=frozenset({"pump", "unknown"}))) == {"filter", "need"}
    assert found(Filter(only=frozenset({"pump", "loan"}))) == {"pump"}
    assert found(Filter(only=frozenset())) == set()
    assert len(found(Filter(exclude=frozenset({"pump"})), top=1)) == 1


@pytest.mark.parametrize("query", ["", "   ", "?!…", "\0", "\ud800", "😀", "the of and", "unheardof"])
def test_a_query_without_known_words_finds_nothing(build: Build, query: str) -> None:
    assert build(FEW).by_words(query, language="en", filter=ANYTHING, top=9) == []


def test_an_empty_index_finds_nothing(build: Build) -> None:
    index = build([])
    assert len(index) == 0
    assert index.by_words("water", language="en", filter=ANYTHING, top=9) == []
    assert index.by_words("water", language=None, filter=ANYTHING, top=0) == []
    assert index.records(["a"]) == {}
    assert index.document_frequency(["water"]) == {"water": 0}


def test_a_record_and_a_need_of_four_megabytes_are_taken(build: Build) -> None:
    huge = record("huge", "zebra " + "x" * 2_000_000 + " water" * 300_000)
    index = build([huge, *FEW])
    assert ids(index.by_words("zebra", language="en", filter=ANYTHING, top=9)) == ["huge"]
    assert ids(index.by_words(huge.text, language="en", filter=ANYTHING, top=1)) == ["huge"]
    assert index.records(["huge"])["huge"] == huge


def test_records_and_frequencies_are_given(build: Build) -> None:
    index = build(FEW)
    assert len(index) == 4
    assert index.records(["pump", "unknown", "pump"]) == {"pump": FEW[0]}
    assert index.document_frequency(["water", "loan", "zebra"]) == {"water": 3, "loan": 1, "zebra": 0}


def test_of_two_records_with_one_id_the_last_counts(build: Build) -> None:
    index = build([record("a", "old words"), record("a", "new terms")])
    assert len(index) == 1
    assert ids(index.by_words("old", language="en", filter=ANYTHING, top=9)) == []
    assert ids(index.by_words("terms", language="en", filter=ANYTHING, top=9)) == ["a"]
