from __future__ import annotations

from typing import Any

from tests.engine.making import need, record

from banyan.engine.explain.reasons import MOST_DOUBTS, Case, concepts, doubts, reasons
from banyan.engine.explain.shared import Shared
from banyan.engine.types import Criterion, CriterionResult, Record, Share, Verdict


def _case(wanted: Record, other: Record, *shares: tuple[str, float], **values: Any) -> Case:
    given: dict[str, Any] = {
        "shared": Shared({}, 0, frozenset(), other.language),
        "need_language": wanted.language,
        "length": 60,
        "score": 60.0,
        "shares": [Share(name, 1.0, share) for name, share in shares],
    }
    return Case(need=wanted, other=other, **given | values)


def _result(verdict: Verdict, sentence: str) -> CriterionResult:
    return CriterionResult(Criterion.SITE, verdict, "site.fits", {}, sentence, hard=True)


def test_at_most_three_reasons_the_weightiest_first() -> None:
    facts: dict[str, Any] = {
        "sdgs": frozenset({"6.1"}), "technologies": frozenset({"WAT-03"}), "sectors": frozenset({"36"}),
    }  # fmt: skip
    wanted, offer = need(**facts), record(text="Water", **facts)
    shares = (("technologies", 30.0), ("sdgs", 20.0), ("sectors", 10.0), ("meaning", 40.0))
    said = [reason.message for reason in reasons(_case(wanted, offer, *shares))]
    assert said == ["reason.meaning", "reason.technology", "reason.sdg"]


def test_what_adds_next_to_nothing_is_no_reason() -> None:
    facts: dict[str, Any] = {"sectors": frozenset({"36"})}
    said = reasons(_case(need(**facts), record(**facts), ("sectors", 1.0), ("words", 99.0)))
    assert said == ()


def test_two_languages_are_named() -> None:
    offer = record(language="fr", text="Pompe solaire")
    said = reasons(_case(need(language="sw"), offer, ("meaning", 50.0)))
    assert said[0].sentence == "The texts are close in meaning: one is in Swahili, the other in French."


def test_conflicts_come_before_doubts_and_doubts_before_silence() -> None:
    results = [
        _result(Verdict.UNKNOWN, "silent"), _result(Verdict.DOUBT, "doubt"), _result(Verdict.FITS, "fits"),
        _result(Verdict.CONFLICT, "conflict"),
    ]  # fmt: skip
    said = doubts(_case(need(), record(text="Something"), ("words", 60.0)), results)
    assert [doubt.sentence for doubt in said] == ["conflict", "doubt", "silent"]


def test_a_hollow_record_and_a_weak_match_are_named_and_the_list_stays_short() -> None:
    results = [_result(Verdict.DOUBT, str(number)) for number in range(9)]
    said = doubts(_case(need(), record(text=""), ("words", 1.0), score=3.0), results)
    assert said[0].message == "doubt.weak"
    assert len(said) == MOST_DOUBTS
    assert doubts(_case(need(), record(text=""), ("words", 60.0)), [])[0].message == "doubt.empty"
    assert doubts(_case(need(), record(text="One pump"), ("words", 60.0), length=3), [])[0].message == "doubt.thin"


def test_a_shared_target_stands_for_its_goal() -> None:
    one = need(sdgs=frozenset({"6.1", "7", "13.1"}), technologies=frozenset({"WAT-03"}))
    two = record(sdgs=frozenset({"6.1", "6.2", "7.2", "1"}), technologies=frozenset({"WAT-03", "ENE-01"}))
    assert concepts(one, two) == ("sdg:6.1", "sdg:7", "technology:WAT-03")
