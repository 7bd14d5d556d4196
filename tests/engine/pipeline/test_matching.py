from __future__ import annotations

import pytest
from tests.engine.making import LetterEncoder, matcher, need, record

from banyan.engine.types import Filter, Kind, Record, Verdict

_OFFERS = (
    record("pump", title="Solar pump", text="A solar pump lifts water from a borehole without diesel.", trl=8,
           territories=frozenset({"KE"})),
    record("oven", title="Bread oven", text="An oven that bakes bread with little firewood.", trl=9),
    record("filter", title="Clay filter", text="A clay filter makes well water safe to drink.", trl=9),
    record("net", title="Insect net", text="A net that keeps insects from fruit trees and beans.", trl=7),
)  # fmt: skip
_NEED = need(title="Water", text="A solar pump to lift borehole water, since diesel is dear.")


def test_the_answer_comes_first_with_its_reason_and_passage() -> None:
    answers = matcher(*_OFFERS).match(_NEED, top=3)
    best = answers.matches[0]
    assert best.id == "pump"
    assert best.reasons
    assert best.passages[0].marks
    assert answers.encoder == "none"
    assert answers.need == "n"


def test_scores_fall_and_their_shares_add_up() -> None:
    answers = matcher(*_OFFERS).match(_NEED)
    scores = [match.score for match in answers.matches]
    assert scores == sorted(scores, reverse=True)
    for match in answers.matches:
        assert sum(share.share for share in match.shares) == pytest.approx(match.score, abs=1e-6)


def test_a_hard_conflict_leaves_the_answers_and_is_named_apart() -> None:
    wanted = need(title="Water", text=_NEED.text, places=frozenset({"IN"}))
    answers = matcher(*_OFFERS).match(wanted)
    assert "pump" not in {match.id for match in answers.matches}
    apart = answers.would_fit_but_for[0]
    assert apart.id == "pump"
    assert apart.conflicts[0].verdict is Verdict.CONFLICT


def test_a_conflict_far_down_the_list_is_not_named_apart() -> None:
    offers = (*_OFFERS, record("far", title="Water", text="Bottled", territories=frozenset({"IN"})))
    wanted = need(title="Water", text=_NEED.text, places=frozenset({"KE"}))
    answers = matcher(*offers).match(wanted, top=1)
    assert answers.would_fit_but_for == ()


def test_a_conflict_far_below_the_best_is_not_named_apart_even_where_there_is_room() -> None:
    far = record(
        "far",
        title="Bottles",
        text="Offices drink from bottles that diesel trucks bring every week.",
        territories=frozenset({"IN"}),
    )
    near = record("near", title="Solar pump", text=_NEED.text, territories=frozenset({"IN"}))
    wanted = need(title="Water", text=_NEED.text, places=frozenset({"KE"}))
    engine = matcher(*_OFFERS, far, near)
    scores = {match.id: match.score for match in engine.judge(wanted, ["far", "near", "pump"])}
    assert 0 < scores["far"] < 0.1 * scores["pump"] < scores["near"]
    assert [match.id for match in engine.match(wanted).would_fit_but_for] == ["near"]


def test_an_offer_finds_its_needs_and_is_checked_from_their_side() -> None:
    needs = (
        need("dry", title="Dry village", text="We want to lift borehole water with a solar pump.", trl_min=6),
        need("bread", title="Bakery", text="We bake bread and firewood is dear."),
        record("rival", title="Solar pump", text="Another solar pump for borehole water."),
    )
    answers = matcher(*needs).match(_OFFERS[0])
    assert [match.id for match in answers.matches] == ["dry"]
    assert {result.criterion.value: result.verdict for result in answers.matches[0].criteria} == {"trl": Verdict.FITS}


def test_money_and_training_are_found_too_and_can_be_filtered() -> None:
    others = (
        record("fund", Kind.FUNDING, title="Water fund", text="Grants for borehole water and solar pumps."),
        record("course", Kind.TRAINING, title="Pump course", text="Learn to repair a solar pump."),
    )
    both = {match.id for match in matcher(*_OFFERS, *others).match(_NEED).matches}
    assert {"fund", "course", "pump"} <= both
    only = matcher(*_OFFERS, *others).match(_NEED, filter=Filter(kinds=frozenset({Kind.FUNDING})))
    assert [match.id for match in only.matches] == ["fund"]


def test_an_offer_may_have_the_id_of_the_need_in_another_file() -> None:
    same = record("n", title="Solar pump", text="A solar pump for borehole water.")
    assert matcher(same, *_OFFERS).match(_NEED).matches[0].id in {"n", "pump"}


def test_many_needs_give_the_same_answers_as_one_by_one() -> None:
    needs = [need(f"n{number}", title="Water", text=f"{_NEED.text} Number {number}.") for number in range(20)]
    engine = matcher(*_OFFERS, encoder=LetterEncoder())
    together = list(engine.match_all(needs, top=2))
    assert together == [engine.match(one, top=2) for one in needs]
    assert [hits[0].id for hits in engine.rank_all(needs)] == [answers.matches[0].id for answers in together]


def test_nothing_in_common_gives_no_answers_rather_than_any() -> None:
    answers = matcher(*_OFFERS).match(need(title="Zebra", text="Zebra crossings"))
    assert answers.matches == ()
    assert answers.question is None


@pytest.mark.parametrize("text", ["", " ", "\0", "…", "a" * 100_000, "水", "ไทย", "\ud800"])
def test_odd_texts_are_matched_without_an_error(text: str) -> None:
    odd: Record = record("odd", title=text, text=text, language=None)
    engine = matcher(*_OFFERS, odd, encoder=LetterEncoder())
    engine.match(need(title=text, text=text, language=None))
    engine.search(text)


def test_an_empty_collection_answers_nothing() -> None:
    assert matcher().match(_NEED).matches == ()


def test_equal_listings_come_in_a_fixed_order() -> None:
    twins = [record(id, title="Pump", text="A solar pump for borehole water.") for id in ("b", "a", "c")]
    forwards = [match.id for match in matcher(*twins).match(_NEED).matches]
    backwards = [match.id for match in matcher(*reversed(twins)).match(_NEED).matches]
    assert forwards == backwards == ["a", "b", "c"]


def test_a_listing_scores_the_same_wherever_it_is_judged() -> None:
    wanted = need(title="Water", text=_NEED.text, places=frozenset({"IN"}))
    technologies = Filter(kinds=frozenset({Kind.OFFER}))
    engine = matcher(*_OFFERS)
    answers = engine.match(wanted, top=2, filter=technologies)
    shown = {match.id: match for match in (*answers.matches, *answers.would_fit_but_for)}
    judged = engine.judge(wanted, [*shown, "missing"], among=technologies)
    assert {match.id: match for match in judged} == shown


def test_a_listing_from_outside_the_pool_changes_no_other_score() -> None:
    course = record("course", Kind.TRAINING, title="Pump course", text="Learn to repair a solar pump.")
    engine = matcher(*_OFFERS, course)
    technologies = Filter(kinds=frozenset({Kind.OFFER}))
    both = engine.judge(_NEED, ["pump", "course"], among=technologies)
    assert [match.id for match in both] == ["pump", "course"]
    assert both[0] == engine.judge(_NEED, ["pump"], among=technologies)[0]


def test_nonsense_is_told_to_have_no_good_answer() -> None:
    assert matcher(*_OFFERS).match(_NEED).clear
    nonsense = need(title="Fusion", text="A tokamak blanket that breeds tritium for a fusion reactor.")
    answers = matcher(*_OFFERS).match(nonsense)
    assert not answers.clear
    assert answers.would_fit_but_for == ()
