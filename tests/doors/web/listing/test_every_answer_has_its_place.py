from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from tests.doors.web.made import view

import banyan
from banyan.domain.listings.formats import fields_of, parse
from banyan.domain.listings.types import Kind
from banyan.doors.web.listing.layout import ELSEWHERE, JOINED, RANGES, SECTIONS
from banyan.doors.web.listing.proof import claims, reports
from banyan.doors.web.listing.rows import brief
from banyan.doors.web.listing.showing import sections, show

SAMPLE = Path(banyan.__file__).parent / "doors" / "cli" / "sample"
RECORDS = [json.loads(line) for file in sorted(SAMPLE.glob("*.jsonl")) for line in file.read_text().splitlines()]
LISTINGS = [record for record in RECORDS if record.get("kind") in set(Kind)]


@pytest.mark.parametrize("kind", list(Kind))
def test_sections_name_only_fields_of_the_kind_and_each_once(kind: Kind) -> None:
    named = [name for part in SECTIONS[kind] for name in part.fields]
    known = {one.name for one in fields_of(kind)}
    assert len(named) == len(set(named))
    assert {name for name in named if name not in RANGES} <= known


@pytest.mark.parametrize("kind", list(Kind))
def test_no_field_is_left_for_the_last_section(kind: Kind) -> None:
    named = {name for part in SECTIONS[kind] for name in part.fields}
    inside = {low for _label, low, high in RANGES.values()} | {high for _label, low, high in RANGES.values()}
    covered = named | inside | set(JOINED.values()) | ELSEWHERE
    assert {one.name for one in fields_of(kind)} - covered == set()


def test_every_answer_of_the_sample_is_shown_once() -> None:
    assert len(LISTINGS) > 200
    for record in LISTINGS:
        kind = Kind(record["kind"])
        values = parse(kind, {name: said for name, said in record.items() if name not in ("id", "kind")}).values
        made = view(kind, values=values, language=record.get("language", "en"))
        shown = [one.name for section in sections(made) for one in section.fields]
        assert len(shown) == len(set(shown))
        hidden_in = {low for _l, low, _h in RANGES.values()} | {high for _l, _low, high in RANGES.values()}
        expected = set(values) - ELSEWHERE - hidden_in - set(JOINED.values())
        assert expected <= set(shown), record["id"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "$20,000 to $35,000"), ("fr", "20\u202f000\xa0$US"), ("ru", "20\xa0000\xa0$")],
)
def test_money_is_written_as_the_reader_writes_it(language: str, said: str) -> None:
    with translation.override(language):
        budget = show(view(Kind.NEED), "budget")
    assert budget is not None
    assert said in budget.plain


def test_a_readiness_level_is_explained_where_it_stands() -> None:
    trl = show(view(), "trl")
    assert trl is not None
    assert trl.words[0].text == "TRL 8"
    assert len(trl.words[0].note) > 10


def test_a_year_is_no_quantity() -> None:
    year = show(view(values={"cost_year": 2026}), "cost_year")
    assert year is not None
    assert year.plain == "2026"


def test_one_open_end_of_a_range_is_said() -> None:
    only = show(view(Kind.NEED, values={"budget_max": Decimal(500), "currency": "KES"}), "budget")
    assert only is not None
    assert only.plain == "up to KES\xa0500"


def test_readers_are_not_asked_what_owners_are_asked() -> None:
    for kind in Kind:
        values = {one.name: "x" for one in fields_of(kind)}
        for section in sections(view(kind, values=values)):
            for one in section.fields:
                assert "you" not in str(one.label).lower().split(), one.name


def test_the_best_checked_claim_stands_first() -> None:
    rows = (
        {"what": "speed", "status": "claimed"},
        {"what": "energy", "value": Decimal("0.8"), "status": "used_by", "date": "2025-03", "source": "javascript:x"},
        {"what": "mass"},
    )
    found = claims(view(values={"claims": rows}))
    assert [claim.what for claim in found] == ["energy", "speed", "mass"]
    assert (found[0].level, found[0].date, found[0].source_url) == (4, "Mar 2025", "")
    assert found[2].level == 1


def test_a_place_is_a_code_or_peoples_own_words() -> None:
    rows = ({"place": "GH", "since": "2019-03"}, {"place": "Sahel town"})
    found = reports(view(values={"in_use": rows}), "in_use")
    assert [(one.place.text, one.place.said, one.since) for one in found] == [
        ("Ghana", False, "Mar 2019"),
        ("Sahel town", True, ""),
    ]


def test_a_summary_is_cut_at_a_sentence_or_a_word() -> None:
    assert brief("Short.") == "Short."
    long = "First sentence that is long enough to stand alone, with its numbers and its places. " + "more " * 50
    assert brief(long).endswith("places.")
    assert brief("word " * 80).endswith(" …")
    assert len(brief("字" * 400)) <= 182
