from __future__ import annotations

import pytest
from tests.engine.making import checked, need, record

from banyan.engine.types import Criterion, Verdict


@pytest.mark.parametrize(
    ("places", "territories", "verdict"),
    [
        ({"KE"}, {"KE"}, Verdict.FITS),
        ({"KE"}, {"M49:014"}, Verdict.FITS),
        ({"KE"}, {"WORLD"}, Verdict.FITS),
        ({"M49:014"}, {"KE", "UG", "TZ"}, Verdict.FITS),
        ({"KE", "IN"}, {"M49:014"}, Verdict.DOUBT),
        ({"M49:014"}, {"KE"}, Verdict.DOUBT),
        ({"WORLD"}, {"KE"}, Verdict.DOUBT),
        ({"IN"}, {"M49:014"}, Verdict.CONFLICT),
        ({"KE"}, set(), Verdict.UNKNOWN),
        ({"KE"}, {"M49:999"}, Verdict.UNKNOWN),
    ],
)
def test_every_country_of_the_need_must_be_served(places: set[str], territories: set[str], verdict: Verdict) -> None:
    result = checked(Criterion.TERRITORY, need(places=frozenset(places)), record(territories=frozenset(territories)))
    assert result is not None
    assert result.verdict is verdict


def test_a_need_without_a_place_is_not_held_to_one() -> None:
    assert checked(Criterion.TERRITORY, need(), record(territories=frozenset({"KE"}))) is None


def test_countries_are_named_in_words() -> None:
    result = checked(Criterion.TERRITORY, need(places=frozenset({"IN"})), record(territories=frozenset({"KE"})))
    assert result is not None
    assert result.sentence == "It is supplied in Kenya, not in India."
    assert result.values == {"territories": "place:KE", "places": "place:IN"}
