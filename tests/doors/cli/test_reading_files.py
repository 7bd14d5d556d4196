"""Files that people have, with what happens to files on their way."""

from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banyan.doors.cli.records import Reading, Unreadable, read_records
from banyan.engine.types import Criterion, Kind, Money


def _read(folder: Path, name: str, content: str | bytes, kind: Kind = Kind.OFFER) -> Reading:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_records(path, kind)


def _problems(reading: Reading) -> list[str]:
    return [str(problem.error) for problem in reading.problems]


def test_the_fields_of_an_offer_become_facts(tmp_path: Path) -> None:
    header = (
        "id,title,summary,sdgs,territories,trl,cost_purchase,currency,cost_per,needs_power,works_in_climate,comes_with"
    )
    row = "o1,Pump,Lifts water,6.1; SDG 7,Kenya;M49:014,TRL 8,1200,usd,unit,weak grid,hot_dry;dusty,training;finance"
    offer = _read(tmp_path, "offers.csv", f"{header}\n{row}\n").records[0]
    facts = offer.facts
    assert facts.sdgs == {"6.1", "7"}
    assert facts.territories == {"KE", "M49:014"}
    assert facts.trl == 8
    assert facts.money == Money("USD", Decimal(1200), Decimal(1200))
    assert facts.price_per == "unit"
    assert facts.site.power == "weak_grid"
    assert facts.site.climates == {"hot_dry", "dusty"}
    assert facts.support == {"training", "money"}


def test_the_fields_of_a_need_become_facts(tmp_path: Path) -> None:
    row = {
        "id": 7, "title": "Water", "problem": "Salty wells", "sdgs": [6, 14], "budget_min": 100, "budget_max": "5,000",
        "currency": "EUR", "deadline": "2027-03-31", "site_power": "none", "support_wanted": ["money"],
        "hard": ["budget"], "organisation": "coop", "language": "en-GB", "fields_of_others": 1,
    }  # fmt: skip
    reading = _read(tmp_path, "needs.jsonl", json.dumps(row), Kind.NEED)
    need = reading.records[0]
    assert need.id == "7"
    assert need.language == "en"
    assert need.fields == {"problem": "Salty wells"}
    assert need.facts.sdgs == {"6", "14"}
    assert need.facts.money == Money("EUR", Decimal(100), Decimal(5000))
    assert need.facts.deadline == date(2027, 3, 31)
    assert need.facts.hard == {Criterion.BUDGET}
    assert reading.unknown_columns == ["fields_of_others"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_seen_from_the_first_row(tmp_path: Path, separator: str) -> None:
    reading = _read(tmp_path, "o.csv", separator.join(("id", "Title", "text")) + "\n" + separator.join(("1", "A", "B")))
    assert (reading.records[0].title, reading.records[0].text) == ("A", "B")


def test_plain_text_is_a_need_a_paragraph_or_a_need_a_line(tmp_path: Path) -> None:
    paragraphs = _read(tmp_path, "needs.txt", "Salty wells. They\nare salty.\n\n\nDry maize\n", Kind.NEED).records
    assert [need.title for need in paragraphs] == ["Salty wells.", "Dry maize"]
    lines = _read(tmp_path, "lines.txt", "Salty wells\r\nDry maize\r\n", Kind.NEED).records
    assert [need.id for need in lines] == ["lines-1", "lines-2"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfid,title\n1,Caf\xc3\xa9\n",
        b"id,title\n1,Caf\xe9\n",
        "id,title\n1,Café\n".encode("utf-16"),
        gzip.compress("id,title\n1,Café\n".encode()),
        b"\0id,title\n1,Caf\0\xc3\xa9\n",
        "id,title\r1,Café\r".encode(),
    ],
    ids=["bom", "latin-1", "utf-16", "gzip", "nul", "old-mac"],
)
def test_whatever_a_file_went_through_its_words_are_read(tmp_path: Path, content: bytes) -> None:
    reading = _read(tmp_path, "o.csv", content)
    assert [record.title for record in reading.records] == ["Café"]
    assert reading.skipped == 0


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    reading = _read(tmp_path, "o.jsonl", '{"id": 1, "title": "A"}\n{"id": 2, "ti\n[3]\n{"id": 4, "title": "D"}\n')
    assert [record.id for record in reading.records] == ["1", "4"]
    assert [problem.split(",")[1].strip() for problem in _problems(reading)] == ["line 2", "line 3"]
    assert reading.skipped == 2


def test_the_second_of_two_equal_ids_is_named_and_left_out(tmp_path: Path) -> None:
    reading = _read(tmp_path, "o.csv", "id,title\nx,First\nx,Second\n")
    assert [record.title for record in reading.records] == ["First"]
    assert _problems(reading) == ["o.csv, row 3, column id: the id 'x' stands already in row 2; the first one was kept"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("trl", "12"), ("sdgs", "18"), ("deadline", "soon"), ("cost_purchase", "cheap"), ("territories", "Atlantis"),
     ("needs_power", "lots"), ("currency", "dollars"), ("language", "?")],
)  # fmt: skip
def test_a_bad_value_is_named_and_only_the_value_is_left_out(tmp_path: Path, column: str, value: str) -> None:
    reading = _read(tmp_path, "o.csv", f"id,title,{column}\n1,Pump,{value}\n")
    assert len(reading.records) == 1
    assert reading.skipped == 0
    assert _problems(reading)[0].startswith(f"o.csv, row 2, column {column}: ")


def test_a_row_that_says_nothing_or_names_no_kind_is_left_out(tmp_path: Path) -> None:
    reading = _read(tmp_path, "o.csv", "id,title,kind\n1,,offer\n2,Pump,gadget\n3,Oven,service\n")
    assert [(record.id, record.kind) for record in reading.records] == [("3", Kind.SERVICE)]
    assert reading.skipped == 2
    assert len(reading.problems) == 2


def test_a_row_with_too_many_cells_is_not_shifted_into_other_columns(tmp_path: Path) -> None:
    reading = _read(tmp_path, "o.csv", "id,title\n1,Pump, solar\n2,Oven\n")
    assert [record.id for record in reading.records] == ["2"]


def test_a_field_of_four_megabytes_is_read(tmp_path: Path) -> None:
    long = "water " * 700_000
    assert len(_read(tmp_path, "o.csv", f'id,title,text\n1,Pump,"{long}"\n').records[0].text) > 4_000_000


def test_topics_that_are_not_codes_are_read_as_words(tmp_path: Path) -> None:
    offer = _read(tmp_path, "o.jsonl", '{"title": "pv", "sector": "Odd Lamps", "sectors": ["36"]}').records[0]
    assert offer.fields == {"topics": "Odd Lamps"} or offer.facts.sectors == {"36"}


def test_a_torn_archive_gives_what_came_before_the_tear(tmp_path: Path) -> None:
    rows = "".join(f'{{"id": {number}, "title": "Listing {number * 7919}"}}\n' for number in range(5000))
    whole = gzip.compress(rows.encode())
    reading = _read(tmp_path, "o.jsonl.gz", whole[: len(whole) // 2])
    assert 100 < len(reading.records) < 5000
    assert any("ends too early" in remark for remark in reading.remarks)


@pytest.mark.parametrize("content", ["", "\n\n", "id,title\n"])
def test_an_empty_file_gives_nothing_and_no_error(tmp_path: Path, content: str) -> None:
    assert _read(tmp_path, "o.csv", content).records == []


def test_a_file_that_is_not_there_or_no_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_records(tmp_path / "none.csv", Kind.NEED)
    with pytest.raises(Unreadable, match="damaged gzip"):
        _read(tmp_path, "o.csv.gz", b"\x1f\x8bnot really")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["csv", "tsv", "jsonl", "json", "txt", "dat", "csv.gz"]))
def test_any_bytes_are_read_or_refused_with_a_reason(tmp_path: Path, content: bytes, suffix: str) -> None:
    try:
        reading = _read(tmp_path, f"any.{suffix}", content)
    except Unreadable as error:
        assert str(error).endswith(".")
    else:
        assert all(record.id and (record.title or record.text or record.fields) for record in reading.records)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "text", "sdgs", "trl", "deadline", "budget_max", "places", "hard", "kind"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
            max_leaves=5,
        ),
    )
)
def test_any_json_value_in_any_column_is_read_or_named(tmp_path: Path, row: dict[str, object]) -> None:
    reading = _read(tmp_path, "any.jsonl", json.dumps(row), Kind.NEED)
    assert len(reading.records) + reading.skipped <= 1
