from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banyan.domain.listings.fields import completeness, fields_of, parse, read_json, write_cells, write_json
from banyan.domain.listings.formats import neutralised, restored
from banyan.domain.listings.types import Field, Kind, Shape, Vocabulary

KINDS = st.sampled_from(Kind)
NASTY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=80),
    st.sampled_from(
        ["[", "{", '[{"what": 1}]', '{"a": []}', "1.234", "٠", "²", "ⅷ", "9" * 5000, "\ud800", "a;b;c", "''=1"]
    ),
    st.binary(max_size=8),
)
RAW = st.recursive(
    NASTY,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(max_size=12), st.integers()), inner, max_size=4),
        st.tuples(inner, inner),
    ),
    max_leaves=8,
)
SOME_CODES: Mapping[Vocabulary, tuple[str, ...]] = {
    Vocabulary.SDG: ("6", "6.1", "6.b", "17.3"),
    Vocabulary.SECTOR: ("01", "10", "36"),
    Vocabulary.TECHNOLOGY: ("WAT-03", "FOD-01", "ENE"),
    Vocabulary.PLACE: ("KE", "M49:002", "LDC", "WORLD"),
    Vocabulary.COUNTRY: ("KE", "NO"),
    Vocabulary.LANGUAGE: ("en", "sw", "ar", "no"),
    Vocabulary.CURRENCY: ("USD", "KES"),
}
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60).map("a{}".format)


def an_answer(field: Field) -> st.SearchStrategy[object]:
    """Something a person may well answer."""
    codes = SOME_CODES[field.vocabulary] if field.vocabulary else tuple(code for code, _label in field.options)
    match field.shape:
        case Shape.CODE:
            return st.sampled_from(codes)
        case Shape.CODES:
            return st.lists(st.sampled_from(codes), min_size=1, max_size=4)
        case Shape.TEXTS:
            return st.lists(TEXTS, min_size=1, max_size=4)
        case Shape.WHOLE:
            low, high = int(field.lowest or 0), int(field.highest or 9)
            return st.integers(low, high)
        case Shape.NUMBER | Shape.MONEY:
            return st.decimals(0, 100, places=3) | st.integers(0, 100) | st.floats(0, 100, width=16)
        case Shape.DATE:
            return st.dates(date(1970, 1, 1), date(2100, 1, 1))
        case Shape.SINCE:
            return st.sampled_from(["2024", "2024-07", "2024-07-15", 1999])
        case Shape.BOOL:
            return st.booleans()
        case Shape.EMAIL:
            return st.sampled_from(["a@example.org", "b.c@example.net"])
        case Shape.URL:
            return st.sampled_from(["https://example.org/a?b=1", "example.org"])
        case Shape.SLUG:
            return st.sampled_from(["a-b", "abc"])
        case Shape.ROWS:
            row = st.fixed_dictionaries(
                {column.name: an_answer(column) for column in field.columns if column.required},
                optional={column.name: an_answer(column) for column in field.columns if not column.required},
            )
            return st.lists(row, min_size=1, max_size=3)
        case Shape.TRANSLATIONS:
            texts = st.dictionaries(st.sampled_from(["title", "summary"]), TEXTS, min_size=1)
            return st.dictionaries(st.sampled_from(["fr", "sw"]), texts, min_size=1)
        case Shape.VISIBILITY:
            return st.dictionaries(st.just("contact"), st.sampled_from(["public", "after_enquiry"]), min_size=1)
        case _:
            return TEXTS


@st.composite
def records(draw: st.DrawFn) -> tuple[Kind, dict[str, object]]:
    kind = draw(KINDS)
    chosen = draw(st.lists(st.sampled_from(fields_of(kind)), max_size=8, unique=True))
    return kind, {field.name: draw(an_answer(field)) for field in chosen}


@given(KINDS, st.data())
@settings(max_examples=80, deadline=None)
def test_whatever_is_given_reading_answers_with_values_or_sentences(kind: Kind, data: st.DataObject) -> None:
    names = st.one_of(st.sampled_from([field.name for field in fields_of(kind)]), st.text(max_size=12))
    raw = data.draw(st.dictionaries(names, RAW, max_size=5))
    parsed = parse(kind, raw)
    assert all(str(sentence) for said in parsed.errors.values() for sentence in said)
    json.dumps(write_json(parsed.values))
    write_cells(parsed.values)
    assert 0 <= completeness(kind, parsed.values).score <= 100


@given(records())
@settings(max_examples=100, deadline=None)
def test_what_was_read_is_written_and_read_again_without_a_change(record: tuple[Kind, dict[str, object]]) -> None:
    kind, raw = record
    parsed = parse(kind, raw, together=False)
    assert not parsed.errors
    stored = json.loads(json.dumps(write_json(parsed.values)))
    assert read_json(stored) == parsed.values
    for written in (stored, write_cells(parsed.values)):
        again = parse(kind, written, together=False)
        assert not again.errors
        assert again.values == parsed.values


@given(st.text(max_size=40) | st.text(alphabet="=+-@＝\t\r\n;'\"x", max_size=12))
def test_a_neutralised_cell_is_harmless_and_comes_back(cell: str) -> None:
    out = neutralised(cell)
    assert restored(out) == cell
    for piece in re.split("[;\t\r\n]", out):  # as a program cuts it that takes these for the ends of cells
        assert not piece.lstrip('"').startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("cell", ["x;=cmd", 'x;"=cmd', "x\n=cmd", "x\r\n-cmd", "x\t@cmd", "x;;+cmd", "x;'=cmd"])
def test_a_formula_behind_a_semicolon_or_a_line_break_is_harmless_too(cell: str) -> None:
    out = neutralised(cell)
    assert "'" in out
    assert restored(out) == cell
    assert neutralised("grid; or solar, 5 kW-peak") == "grid; or solar, 5 kW-peak"


@given(records())
@settings(deadline=None)
def test_completeness_grows_by_every_answer_and_says_what_is_missing(record: tuple[Kind, dict[str, object]]) -> None:
    kind, raw = record
    values = parse(kind, raw, together=False).values
    found = completeness(kind, values)
    assert [missing.gain for missing in found.missing] == sorted((m.gain for m in found.missing), reverse=True)
    assert all(str(missing.sentence) for missing in found.missing)
    for name in values:
        fewer = completeness(kind, {other: value for other, value in values.items() if other != name})
        assert fewer.score <= found.score


def test_numbers_of_every_size_keep_their_digits() -> None:
    for number in ("0.1", "123456789012.345", "0.000001", "999999999999999", "1.125", "-40.5"):
        values = parse(Kind.OFFER, {"claims": [{"what": "x", "value": Decimal(number)}]}).values
        assert read_json(json.loads(json.dumps(write_json(values)))) == values
        assert parse(Kind.OFFER, write_cells(values)).values == values
    assert parse(Kind.NEED, {"deadline": datetime(2026, 1, 1)}).values["deadline"] == date(2026, 1, 1)
