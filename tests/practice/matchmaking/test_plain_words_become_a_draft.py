"""What a text says, put beside the questions of the form."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banyan.base.clock import standing_at
from banyan.domain.listings.formats import parse
from banyan.domain.listings.types import Kind
from banyan.practice.matchmaking.selectors import understand

TEXT = (
    "Our village in Kenya needs safe drinking water. The wells hold too much fluoride. "
    "We have a budget of 40,000 USD and it must run by 31 March 2028."
)


def test_places_money_and_days_are_filled_in_with_the_words_that_said_so() -> None:
    with standing_at(datetime(2026, 11, 23, tzinfo=UTC)):
        draft = understand(text=TEXT)
    assert draft.language == "en"
    assert draft.raw["places"] == ["KE"]
    assert (draft.raw["budget_max"], draft.raw["currency"], draft.raw["deadline"]) == ("40000", "USD", "2028-03-31")
    kenya = next(one for one in draft.understood if one.field == "places")
    assert (kenya.labels, kenya.evidence) == (("Kenya",), "Kenya")


def test_what_is_filled_in_is_what_the_form_takes() -> None:
    with standing_at(datetime(2026, 11, 23, tzinfo=UTC)):
        draft = understand(text=TEXT)
    assert not parse(Kind.NEED, draft.raw).errors


def test_a_small_price_and_a_past_day_are_no_budget_and_no_deadline() -> None:
    with standing_at(datetime(2026, 11, 23, tzinfo=UTC)):
        draft = understand(text="Since 2 May 2019 the lorry price fell to 4 USD a piece.")
    assert not {"budget_max", "deadline"} & set(draft.raw)


def test_a_text_too_short_to_tell_is_taken_for_the_language_of_the_page() -> None:
    assert understand(text="ok", language_hint="fr").language == "fr"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_it_and_all_it_fills_in_can_be_saved(text: str) -> None:
    draft = understand(text=text)
    parsed = parse(Kind.NEED, draft.raw)
    assert not parsed.errors, (draft.raw, parsed.errors)


@pytest.fixture(autouse=True)
def _no_folder(index_folder: Path) -> None:
    """Nothing is written: without an encoder there are no vectors to keep."""
    assert not index_folder.exists()
