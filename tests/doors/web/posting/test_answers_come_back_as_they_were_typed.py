from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from banyan.domain.listings.selectors import fields_of, parse
from banyan.domain.listings.types import Kind
from banyan.doors.web.posting.forms import (
    Circle,
    ListingForm,
    answers_of,
    answers_posted,
    asked_of,
    merge,
    seen_in,
    seen_of,
)
from banyan.doors.web.posting.understanding import first_line

OFFER = {field.name: field for field in fields_of(Kind.OFFER)}


def posted(**data: str | list[str]) -> dict[str, object]:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return answers_posted(asked_of(Kind.OFFER, Circle(signed_in=True)), query, language="en")


def test_rows_are_gathered_in_order_and_empty_ones_left_out() -> None:
    data: dict[str, str | list[str]] = {
        "claims-0-what": "energy",
        "claims-0-value": "0.8",
        "claims-1-what": " ",
        "claims-7-what": "water",
    }
    assert posted(**data)["claims"] == [{"what": "energy", "value": "0.8"}, {"what": "water"}]


def test_a_removed_row_is_gone() -> None:
    data: dict[str, str | list[str]] = {"in_use-0-place": "KE", "in_use-1-place": "UG", "less": "in_use-0"}
    assert posted(**data)["in_use"] == [{"place": "UG"}]


def test_a_typed_name_becomes_its_code_and_an_unknown_word_stays() -> None:
    found = posted(**{"places": ["KE"], "places-add": ["Uganda, Atlantis"]})["places"]
    assert found == ["KE", "UG", "Atlantis"]
    form = ListingForm(Kind.OFFER, {"places": found}, circle=Circle(signed_in=True))
    assert "Atlantis" in form.errors["places"][0]
    assert 'value="Atlantis"' in str(form["places"])
    assert "Uganda" in str(form["places"])


def test_languages_are_found_by_their_own_names() -> None:
    assert posted(**{"languages-add": "Kiswahili; français, en"})["languages"] == ["sw", "fr", "en"]


def test_only_a_visibility_that_differs_is_written_down() -> None:
    found = posted(**{"see-cost_purchase": "after_enquiry", "see-trl": "public", "see-title": "after_enquiry"})
    assert found["visibility"] == {"cost_purchase": "after_enquiry"}


def test_a_suggestion_that_is_taken_fills_an_open_answer_only() -> None:
    assert posted(cost_year="", take="cost_year:2026")["cost_year"] == "2026"
    assert posted(cost_year="2025", take="cost_year:2026")["cost_year"] == "2025"


def test_a_guess_that_was_unticked_is_cleared() -> None:
    assert posted(cost_year="2026", guessed="cost_year")["cost_year"] == ""
    assert posted(cost_year="2026", guessed="cost_year", guess="cost_year")["cost_year"] == "2026"


def test_stored_values_go_through_the_form_and_come_back_equal() -> None:
    raw: dict[str, object] = {
        "title": "Dryer",
        "trl": 8,
        "trl_date": "2026-05-30",
        "cost_purchase": "9500.50",
        "currency": "USD",
        "claims": [{"what": "energy", "value": "0.8", "unit": "kWh", "status": "tested_by", "date": "2025-03"}],
        "places": ["KE", "M49:002"],
        "comes_with": ["training"],
        "visibility": {"cost_purchase": "after_enquiry"},
        "translations": {"fr": {"title": "Séchoir"}},
    }
    values = parse(Kind.OFFER, raw).values
    again = parse(Kind.OFFER, answers_of(values)).values
    assert again == values
    assert again["cost_purchase"] == Decimal("9500.50")
    assert again["trl_date"] == date(2026, 5, 30)


def test_what_only_others_changed_is_taken_and_what_both_changed_is_told() -> None:
    before = parse(Kind.NEED, {"title": "A", "problem": "P", "outcome": "O"}).values
    stored = parse(Kind.NEED, {"title": "B", "problem": "Theirs", "outcome": "O"}).values
    mine: dict[str, object] = {"title": "A", "problem": "Mine", "outcome": "New"}
    found = merge(Kind.NEED, seen=seen_in(seen_of(before)), stored=stored, mine=mine)
    assert found.both == {"problem"}
    assert found.taken == {"title"}
    assert found.mine == {"problem": "Mine", "outcome": "New"}


def test_without_fingerprints_every_difference_counts_as_changed_twice() -> None:
    stored = parse(Kind.NEED, {"title": "B"}).values
    assert seen_in("[broken") is None
    assert merge(Kind.NEED, seen=None, stored=stored, mine={"title": "A"}).both == {"title"}


@given(st.text(max_size=400))
def test_a_first_title_is_one_line_of_the_words_and_not_long(words: str) -> None:
    line = first_line(words)
    assert "\n" not in line
    assert len(line) <= 92
