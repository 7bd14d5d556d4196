from __future__ import annotations

from tests.engine.making import TODAY, SmallMap, need, record

from banyan.engine.explain.question import Ranked, best_question
from banyan.engine.rank.criteria import check_all
from banyan.engine.types import Criterion, Record, Site


def _ranked(wanted: Record, *offers: Record) -> list[Ranked]:
    return [
        Ranked(offer.id, 90.0 - place, check_all(wanted, offer, today=TODAY, places=SmallMap()), offer.facts)
        for place, offer in enumerate(offers)
    ]


def test_nothing_is_asked_when_everything_is_known() -> None:
    wanted = need(places=frozenset({"KE"}), trl_min=6)
    offers = [record(f"o{number}", territories=frozenset({"WORLD"}), trl=9) for number in range(4)]
    assert best_question(wanted, _ranked(wanted, *offers)) is None


def test_the_owner_of_the_first_listing_is_asked_before_that_of_the_last() -> None:
    wanted = need(places=frozenset({"KE"}))
    known = frozenset({"WORLD"})
    offers = [record("first"), record("second", territories=known), record("third", territories=known), record("last")]
    question = best_question(wanted, _ranked(wanted, *offers))
    assert question is not None
    assert question.criterion is Criterion.TERRITORY
    assert question.asks == "first"
    assert question.sentence == "May it be supplied in Kenya?"
    assert 0 < question.gain <= 1


def test_the_seeker_is_asked_when_the_answer_decides_about_several_listings() -> None:
    hungry = Site(power="stable_grid")
    offers = [record(f"grid{number}", site=hungry) for number in range(3)] + [record("hand", site=Site(power="none"))]
    question = best_question(need(), _ranked(need(), *offers))
    assert question is not None
    assert question.asks == "need"
    assert question.sentence == "What does the site have: power?"


def test_without_candidates_nothing_is_asked() -> None:
    assert best_question(need(), []) is None
