from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from banyan.engine.types import Criterion, Facts, Kind
from banyan.practice.matchmaking.messages import said_on
from banyan.practice.matchmaking.messages.naming import CRITERIA, FEATURES, name_of
from banyan.practice.matchmaking.messages.saying import say

_OVER = {"price": "from 32,500 USD", "budget": "up to 15,000 EUR"}


def test_numbers_and_bounds_are_said_in_the_language_of_the_sentence() -> None:
    with override("de"):  # no catalogue: numbers alone change
        assert "32.500 USD" in say("budget.over", _OVER)
    with override("en"):
        assert say("budget.over", _OVER) == "The price, from 32,500 USD, is above the budget of 15,000 EUR."


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
@pytest.mark.parametrize("codes", [{"en"}, {"en", "sw"}, {"en", "fr", "sw"}])
def test_each_name_of_a_short_list_is_said_once(language: str, codes: set[str]) -> None:
    with override(language):
        shown = said_on(Criterion.LANGUAGE, Facts(languages=frozenset(codes)), Kind.NEED)
        assert [shown.count(name_of(f"language:{code}")) for code in codes] == [1] * len(codes)


def test_a_price_times_a_quantity_is_said_in_the_readers_digits() -> None:
    product = {"price": "20,370 USD (97 × 210 USD)", "budget": "up to 40,000 USD"}
    with override("de"):
        assert "20.370 USD (97 × 210 USD)" in say("budget.fits", product)


@pytest.mark.parametrize("value", ["2025", "1.2.3", "10,5", "set of six, 4 t"])
def test_what_is_no_amount_of_ours_stays_as_it_was_written(value: str) -> None:
    with override("de"):
        assert value in say("budget.per", {"price": "5,000 USD", "unit": value})


@pytest.mark.parametrize("language", ["fr", "es", "ar", "zh-hans", "ru"])
def test_every_criterion_and_part_of_the_score_has_a_name_in_every_language(language: str) -> None:
    with override("en"):
        english = [str(name) for name in (*CRITERIA.values(), *FEATURES.values())]
    with override(language):
        assert [name for name in english if gettext(name) == name] == []


def test_words_that_both_use_are_listed_as_the_language_lists_them() -> None:
    terms = {"terms": "mango slices, racks and moisture"}
    with override("fr"):
        assert "mango slices, racks et moisture" in say("reason.terms", terms)
    with override("en"):
        assert "mango slices, racks, and moisture" in say("reason.terms", terms)


def test_words_of_another_direction_are_kept_apart_in_an_arabic_sentence() -> None:
    values = {"price": "5,000 USD", "unit": "station of 50 m³/day"}
    with override("ar"):
        assert "\u2068station of 50 m³/day\u2069" in say("budget.per", values)
    with override("fr"):
        assert "\u2068" not in say("budget.per", values)
