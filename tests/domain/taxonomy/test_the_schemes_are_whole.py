"""Counts and structure, held against what the standards say."""

from __future__ import annotations

import re

import pytest

from banyan.domain.taxonomy import selectors
from banyan.domain.taxonomy.types import PlaceKind

TARGETS_PER_GOAL = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]
DIVISIONS_PER_SECTION = dict(
    zip("ABCDEFGHIJKLMNOPQRSTU", [3, 5, 24, 1, 4, 3, 3, 5, 2, 6, 3, 1, 7, 6, 1, 1, 3, 4, 3, 2, 1], strict=True)
)


def test_there_are_17_goals_and_169_targets() -> None:
    assert [goal.code for goal in selectors.sdg_goals()] == [str(number) for number in range(1, 18)]
    assert len(selectors.sdg_targets()) == 169


@pytest.mark.parametrize(("goal", "count"), list(enumerate(TARGETS_PER_GOAL, start=1)))
def test_each_goal_has_its_number_of_targets(goal: int, count: int) -> None:
    targets = selectors.sdg_targets(str(goal))
    assert len(targets) == count
    assert all(target.goal == str(goal) for target in targets)


def test_a_target_knows_its_goal_and_its_address() -> None:
    assert selectors.goal_of("6.b") == "6"
    assert selectors.goal_of("6") == "6"
    assert selectors.sdg("6.b").iri == "http://metadata.un.org/sdg/6.b"


def test_targets_come_in_the_official_order() -> None:
    assert [term.code for term in selectors.sdg_targets("8")][7:] == ["8.8", "8.9", "8.10", "8.a", "8.b"]


def test_there_are_88_divisions_in_21_sections() -> None:
    counted = {section.code: 0 for section in selectors.sections()}
    for sector in selectors.sectors():
        counted[sector.section] += 1
    assert counted == DIVISIONS_PER_SECTION
    assert sum(counted.values()) == 88


def test_technologies_have_two_levels_and_stable_shapes_of_code() -> None:
    tops = [term for term in selectors.technologies() if term.broader is None]
    leaves = [term for term in selectors.technologies() if term.broader is not None]
    assert 16 <= len(tops) <= 20
    assert 130 <= len(leaves) <= 180
    assert all(re.fullmatch(r"[A-Z]{3}", term.code) for term in tops)
    assert all(re.fullmatch(rf"{term.broader}-\d\d", term.code) for term in leaves)
    assert all(6 <= len(selectors.technologies(top.code)) <= 12 for top in tops)


def test_patent_groups_are_written_as_the_offices_write_them() -> None:
    groups = [group for term in selectors.technologies() for group in term.cpc]
    assert all(re.fullmatch(r"(Y02[ABCDEPTW]|Y04S) \d{1,3}/\d{2,4}", group) for group in groups)


def test_readiness_runs_from_one_to_nine_on_a_named_and_dated_scale() -> None:
    scale = selectors.trl_scale()
    assert [level.level for level in scale.levels] == list(range(1, 10))
    assert scale.name and scale.date and scale.source
    assert selectors.trl(6) is scale.levels[5]


def test_each_country_but_antarctica_lies_in_one_region() -> None:
    homeless = {
        place.code for place in selectors.places() if place.kind is PlaceKind.COUNTRY and place.broader == "WORLD"
    }
    assert homeless == {"AQ"}
    assert len(selectors.countries()) == 249


def test_continents_share_no_country_and_make_the_world_with_antarctica() -> None:
    continents = [selectors.countries_in(code) for code in ("M49:002", "M49:019", "M49:142", "M49:150", "M49:009")]
    assert sum(len(members) for members in continents) == 248
    assert frozenset().union(*continents) | {"AQ"} == selectors.countries_in("WORLD")


def test_a_country_carries_its_three_codes() -> None:
    kenya = selectors.country("KE")
    assert (kenya.alpha3, kenya.m49, kenya.labels["sw"]) == ("KEN", "404", "Kenya")


@pytest.mark.parametrize("scheme", ["sdg", "technology", "place"])
def test_whatever_is_broader_exists_and_leads_to_a_top(scheme: str) -> None:
    by_code = {row.code: row for row in selectors.concepts(scheme)}
    for row in by_code.values():
        seen = {row.code}
        while row.broader is not None:
            row = by_code[row.broader]
            assert row.code not in seen
            seen.add(row.code)
