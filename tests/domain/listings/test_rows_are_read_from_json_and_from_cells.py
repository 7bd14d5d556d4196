from __future__ import annotations

from decimal import Decimal

from banyan.domain.listings.fields import parse
from banyan.domain.listings.types import Kind, rows, said, translations

CLAIM = {"what": "energy per kg", "value": 0.8, "unit": "kWh/kg", "status": "tested_by", "date": "2025-03"}


def test_claims_come_as_json_or_as_lines() -> None:
    parsed = parse(Kind.OFFER, {"claims": [CLAIM, {}, CLAIM]})
    assert not parsed.errors
    assert rows(parsed.values, "claims") == ({**CLAIM, "value": Decimal("0.8")},)
    lines = "energy per kg | 0,8 | kWh/kg | diesel 2.1 | tested by a third party | Lakeside | 2025 | report\nnoise | 40"
    first, second = rows(parse(Kind.OFFER, {"claims": lines}).values, "claims")
    assert (first["value"], first["status"], second["what"]) == (Decimal("0.8"), "tested_by", "noise")


def test_bad_rows_are_named_by_their_place() -> None:
    parsed = parse(
        Kind.OFFER, {"claims": [CLAIM, {"what": "noise", "value": "loud"}, {"value": 3}, "text", {"wat": 1}]}
    )
    told = [str(sentence) for sentence in parsed.errors["claims"]]
    assert "claims" not in parsed.values
    assert [line.split(":")[0] for line in told] == ["Row 2", "Row 3", "Row 4", "Row 5"]
    assert "loud" in told[0]


def test_a_place_of_use_may_be_a_code_or_words() -> None:
    parsed = parse(
        Kind.OFFER, {"did_not_work": [{"place": "yemen", "why": "cloud"}, {"place": "YE, coast", "why": "salt"}]}
    )
    assert [row["place"] for row in rows(parsed.values, "did_not_work")] == ["YE", "YE, coast"]


def test_visibility_is_read_and_what_cannot_be_hidden_is_told() -> None:
    read = parse(Kind.NEED, {"visibility": "contact=after_enquiry; budget_max: signed_in"})
    assert said(read.values, "visibility") == {"contact": "after_enquiry", "budget_max": "signed_in"}
    wrong = parse(Kind.NEED, {"visibility": {"title": "signed_in", "contact": "never", "nothing": "public"}})
    assert len(wrong.errors["visibility"]) == 3


def test_translations_are_read_by_language() -> None:
    read = parse(Kind.NEED, {"translations": '{"en": {"title": " Fluoride "}, "sw": {}}'})
    assert translations(read.values) == {"en": {"title": "Fluoride"}}
    wrong = parse(Kind.NEED, {"translations": {"xx-nothing": {"title": "a"}, "fr": {"problem": "b"}}})
    assert len(wrong.errors["translations"]) == 2


def test_broken_json_in_a_cell_is_told() -> None:
    assert "broken" in str(parse(Kind.OFFER, {"claims": "[{"}).errors["claims"][0])
    assert "broken" in str(parse(Kind.OFFER, {"claims": "[" * 100_000}).errors["claims"][0])
