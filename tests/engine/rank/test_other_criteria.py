from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.engine.making import TODAY, SmallMap, checked, need, record

from banyan.engine.rank.criteria import check_all, to_the_owner
from banyan.engine.types import Criterion, Kind, Verdict


@pytest.mark.parametrize(
    ("reached", "verdict"),
    [(9, Verdict.FITS), (7, Verdict.FITS), (6, Verdict.DOUBT), (5, Verdict.CONFLICT), (None, Verdict.UNKNOWN)],
)
def test_readiness_one_level_below_is_a_doubt_and_two_a_conflict(reached: int | None, verdict: Verdict) -> None:
    result = checked(Criterion.TRL, need(trl_min=7), record(trl=reached))
    assert result is not None
    assert result.verdict is verdict
    assert result.hard


def test_readiness_is_asked_of_technologies_only() -> None:
    assert checked(Criterion.TRL, need(trl_min=7), record(kind=Kind.TRAINING)) is None


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (60, Verdict.FITS),
        (100, Verdict.DOUBT),
        (200, Verdict.CONFLICT),
        (None, Verdict.UNKNOWN),
        (10**9, Verdict.CONFLICT),
    ],
)
def test_delivery_is_held_against_the_day_it_is_needed(days: int | None, verdict: Verdict) -> None:
    wanted = need(deadline=TODAY + timedelta(days=90))
    result = checked(Criterion.DEADLINE, wanted, record(lead_time_days=days))
    assert result is not None
    assert result.verdict is verdict


def test_a_day_that_has_passed_says_nothing_about_a_listing() -> None:
    assert checked(Criterion.DEADLINE, need(deadline=date(2020, 1, 1)), record(lead_time_days=5)) is None


@pytest.mark.parametrize(
    ("closes", "verdict"),
    [(-1, Verdict.CONFLICT), (7, Verdict.DOUBT), (60, Verdict.FITS)],
)
def test_money_that_has_closed_is_a_conflict(closes: int, verdict: Verdict) -> None:
    funding = record(kind=Kind.FUNDING, deadline=TODAY + timedelta(days=closes))
    result = checked(Criterion.DEADLINE, need(), funding)
    assert result is not None
    assert result.verdict is verdict


def test_no_shared_language_is_a_doubt_unless_the_need_makes_it_hard() -> None:
    french = record(languages=frozenset({"fr"}))
    soft = checked(Criterion.LANGUAGE, need(languages=frozenset({"en"})), french)
    hard = checked(Criterion.LANGUAGE, need(languages=frozenset({"en"}), hard=frozenset({Criterion.LANGUAGE})), french)
    assert soft is not None
    assert soft.verdict is Verdict.DOUBT
    assert soft.sentence == "They work in French; you work in English."
    assert hard is not None
    assert hard.verdict is Verdict.CONFLICT


def test_a_listing_is_taken_to_work_in_the_language_it_is_written_in() -> None:
    result = checked(Criterion.LANGUAGE, need(languages=frozenset({"sw"})), record(language="sw"))
    assert result is not None
    assert result.verdict is Verdict.FITS


def test_kinds_of_cooperation_that_do_not_meet_are_a_conflict() -> None:
    wanted = need(cooperation=frozenset({"purchase"}))
    apart = checked(Criterion.COOPERATION, wanted, record(cooperation=frozenset({"licence", "joint_research"})))
    assert apart is not None
    assert apart.verdict is Verdict.CONFLICT
    assert apart.sentence == "They want joint research and a licence; you want a purchase."
    silent = checked(Criterion.COOPERATION, wanted, record())
    assert silent is not None
    assert silent.verdict is Verdict.UNKNOWN


def test_support_that_is_missing_is_named() -> None:
    wanted = need(support=frozenset({"technology", "money"}))
    offer = checked(Criterion.SUPPORT, wanted, record())
    assert offer is not None
    assert offer.verdict is Verdict.FITS
    assert offer.sentence == "It brings technology; money must come from elsewhere."
    training = checked(Criterion.SUPPORT, wanted, record(kind=Kind.TRAINING))
    assert training is not None
    assert training.verdict is Verdict.DOUBT


def test_money_not_open_yet_says_when_it_opens() -> None:
    funding = record(kind=Kind.FUNDING, opens=TODAY + timedelta(days=20), deadline=TODAY + timedelta(days=60))
    result = checked(Criterion.DEADLINE, need(), funding)
    assert result is not None
    assert (result.verdict, result.message) == (Verdict.FITS, "deadline.opens")


def test_a_course_is_held_to_the_language_it_is_taught_in() -> None:
    course = record(kind=Kind.TRAINING, languages=frozenset({"ru"}))
    result = checked(Criterion.LANGUAGE, need(languages=frozenset({"sw"})), course)
    assert result is not None
    assert result.sentence == "It is taught in Russian; you work in Swahili."


def test_who_may_apply_is_not_where_something_is_supplied() -> None:
    wanted = need(places=frozenset({"KE"}))
    fund = checked(Criterion.TERRITORY, wanted, record(kind=Kind.FUNDING, territories=frozenset({"NP"})))
    assert fund is not None
    assert fund.sentence == "It is open to those in Nepal, not in Kenya."
    assert fund.verdict is Verdict.CONFLICT


def test_how_a_technology_changes_hands_says_nothing_of_a_course() -> None:
    wanted = need(cooperation=frozenset({"purchase"}))
    for kind in (Kind.TRAINING, Kind.SERVICE, Kind.FUNDING, Kind.FACILITY):
        assert checked(Criterion.COOPERATION, wanted, record(kind=kind, cooperation=frozenset({"licence"}))) is None


def test_nobody_expects_a_machine_of_a_course() -> None:
    wanted = need(support=frozenset({"technology", "training"}))
    result = checked(Criterion.SUPPORT, wanted, record(kind=Kind.TRAINING))
    assert result is not None
    assert result.sentence == "It brings training."


def test_the_owner_reads_the_same_verdicts_from_the_other_side() -> None:
    wanted = need(places=frozenset({"IN"}), cooperation=frozenset({"purchase"}), languages=frozenset({"en"}))
    offer = record(
        territories=frozenset({"KE"}), cooperation=frozenset({"licence"}), languages=frozenset({"fr"}), kind=Kind.OFFER
    )
    results = check_all(wanted, offer, today=TODAY, places=SmallMap())
    turned = to_the_owner(results)
    assert [one.verdict for one in turned] == [one.verdict for one in results]
    assert [one.sentence for one in turned] == [
        "Yours is supplied in Kenya, not in India.",
        "They want a purchase; you want a licence.",
        "They work in English; you work in French.",
    ]
