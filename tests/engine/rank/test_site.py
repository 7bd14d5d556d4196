from __future__ import annotations

import pytest
from tests.engine.making import checked, need, record

from banyan.engine.rank.scales import SCALES, level
from banyan.engine.types import Criterion, CriterionResult, Site, Verdict


def _site(has: Site, needs: Site) -> CriterionResult:
    result = checked(Criterion.SITE, need(site=has), record(site=needs))
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("has", "needs", "verdict"),
    [
        ("stable_grid", "weak_grid", Verdict.FITS),
        ("weak_grid", "weak_grid", Verdict.FITS),
        ("weak_grid", "stable_grid", Verdict.DOUBT),
        ("solar_or_battery", "stable_grid", Verdict.CONFLICT),
        ("none", "none", Verdict.FITS),
    ],
)
def test_one_step_short_is_a_doubt_and_two_a_conflict(has: str, needs: str, verdict: Verdict) -> None:
    assert _site(Site(power=has), Site(power=needs)).verdict is verdict


def test_the_strongest_doubt_is_the_one_named() -> None:
    result = _site(Site(power="solar_or_battery", skills="basic"), Site(power="stable_grid", skills="technician"))
    assert result.sentence == "Needs stable grid power; the site has solar or batteries."
    assert result.message == "site.power"


def test_a_climate_in_which_it_fails_is_a_conflict() -> None:
    result = _site(Site(climates=frozenset({"hot_humid"})), Site(bad_climates=frozenset({"hot_humid"})))
    assert result.verdict is Verdict.CONFLICT
    assert result.sentence == "It is known to fail in hot and humid conditions."


def test_a_climate_in_which_it_was_not_shown_is_a_doubt() -> None:
    result = _site(Site(climates=frozenset({"dusty"})), Site(climates=frozenset({"temperate"})))
    assert result.verdict is Verdict.DOUBT


def test_silence_on_most_of_the_site_is_unknown_and_on_less_is_named() -> None:
    has = Site(power="none", water="limited", skills="basic")
    assert _site(has, Site(power="none")).verdict is Verdict.UNKNOWN
    partly = _site(has, Site(power="none", skills="none"))
    assert partly.verdict is Verdict.FITS
    assert partly.sentence == "It suits the site's power and skills; it does not say what water it needs."


def test_what_the_need_does_not_say_is_not_checked() -> None:
    assert checked(Criterion.SITE, need(), record(site=Site(power="stable_grid"))) is None


def test_a_level_that_is_not_on_the_scale_is_not_known() -> None:
    assert level("power", "nuclear") is None
    assert all(steps[0] == "none" for steps in SCALES.values())
