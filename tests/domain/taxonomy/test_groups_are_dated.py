"""Who is a least developed, landlocked or small island country, on which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from banyan.domain.taxonomy import selectors
from banyan.domain.taxonomy.errors import UnknownCode

EXITS = {
    "BW": date(1994, 12, 19),
    "CV": date(2007, 12, 20),
    "MV": date(2011, 1, 1),
    "WS": date(2014, 1, 1),
    "GQ": date(2017, 6, 4),
    "VU": date(2020, 12, 4),
    "BT": date(2023, 12, 13),
    "ST": date(2024, 12, 13),
}
#: How many least developed countries there were at the end of the year, from the UN's own counts.
COUNTS = {2012: 49, 2014: 48, 2017: 47, 2020: 46, 2023: 45, 2024: 44, 2025: 44}


@pytest.mark.parametrize(("country", "day"), EXITS.items())
def test_a_country_is_a_member_until_the_day_before_it_leaves(country: str, day: date) -> None:
    assert "LDC" in selectors.groups_of(country, day - timedelta(days=1))
    assert "LDC" not in selectors.groups_of(country, day)


@pytest.mark.parametrize(("year", "count"), COUNTS.items())
def test_the_number_of_least_developed_countries_is_the_uns(year: int, count: int) -> None:
    assert len(selectors.countries_in("LDC", date(year, 12, 31))) == count


def test_a_country_is_no_member_before_it_was_taken_in() -> None:
    assert "SS" not in selectors.countries_in("LDC", date(2011, 12, 31))
    assert "SS" in selectors.countries_in("LDC", date(2012, 12, 31))
    assert "LLDC" not in selectors.groups_of("SS", date(2011, 7, 13))
    assert "LLDC" in selectors.groups_of("SS", date(2011, 7, 14))


def test_landlocked_and_island_lists_have_their_published_lengths() -> None:
    assert len(selectors.countries_in("LLDC", date(2024, 12, 31))) == 32
    assert len(selectors.countries_in("SIDS", date(2024, 12, 31))) == 39


def test_no_country_is_both_landlocked_and_an_island() -> None:
    assert not selectors.countries_in("LLDC") & selectors.countries_in("SIDS")


def test_an_end_that_may_still_move_is_marked_and_explained() -> None:
    scheduled = [m for m in selectors.memberships() if m.scheduled]
    assert {"NP", "LA"} <= {m.country for m in scheduled}
    assert all(m.until and m.until > date(2024, 12, 13) and m.note for m in scheduled)


def test_a_contested_end_is_not_applied_before_it_is_decided() -> None:
    bangladesh = next(m for m in selectors.memberships() if (m.group, m.country) == ("LDC", "BD"))
    assert bangladesh.until is None
    assert "2029-11-24" in bangladesh.note


def test_nobody_is_listed_twice_in_a_group_and_every_member_exists() -> None:
    pairs = [(m.group, m.country) for m in selectors.memberships()]
    assert len(pairs) == len(set(pairs))
    assert {country for _, country in pairs} <= {country.code for country in selectors.countries()}


def test_each_group_says_whose_list_it_follows() -> None:
    assert all("20" in selectors.group_source(group) for group in selectors.group_codes())
    with pytest.raises(UnknownCode):
        selectors.group_source("G77")


def test_a_country_may_belong_to_several_groups() -> None:
    assert selectors.groups_of("TV", date(2025, 1, 1)) == {"LDC", "SIDS"}
    assert selectors.groups_of("DE", date(2025, 1, 1)) == frozenset()


@pytest.mark.parametrize("inner", ["KE", "AQ", "M49:002", "LDC", "WORLD"])
def test_the_world_contains_every_place(inner: str) -> None:
    assert selectors.place_contains("WORLD", inner)


def test_places_contain_by_their_countries() -> None:
    assert selectors.place_contains("M49:002", "KE")
    assert selectors.place_contains("M49:202", "M49:014")
    assert selectors.place_contains("KE", "KE")
    assert not selectors.place_contains("KE", "M49:014")
    assert not selectors.place_contains("M49:142", "KE")
    assert not selectors.place_contains("M49:002", "WORLD")


def test_a_group_contains_a_country_only_on_its_days() -> None:
    assert selectors.place_contains("LDC", "BT", date(2023, 12, 12))
    assert not selectors.place_contains("LDC", "BT", date(2023, 12, 13))


def test_places_overlap_when_they_share_a_country() -> None:
    assert selectors.places_overlap("SIDS", "M49:029")
    assert not selectors.places_overlap("LLDC", "M49:029")
