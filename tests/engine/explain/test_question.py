from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from tests.engine.making import TODAY, SmallMap, matcher, money, need, record

from banyan.engine.explain.question import Contest, Findings, Ranked, best_question, heard
from banyan.engine.explain.slots import Answers, Slot
from banyan.engine.index.block import block_of
from banyan.engine.rank.collection import Floats
from banyan.engine.rank.criteria import Checker, World
from banyan.engine.rank.features import conditions_met
from banyan.engine.rank.fusion import shipped_weights
from banyan.engine.text.profile import measured
from banyan.engine.types import Criterion, Kind, Question, Record, Site

_WORLD = World(SmallMap(), today=TODAY)


def _contest(subject: Record, *others: Record, pool: Sequence[Record] = ()) -> Contest:
    """Candidates in order, a point apart; what fits adds up to ten points, as a model of one feature would have it."""
    base = [60.0 - place for place in range(len(others))]

    def rescore(rows: Sequence[int], criteria: Sequence[Findings]) -> Floats:
        met = [conditions_met(findings) for findings in criteria]
        return np.array(
            [base[row] + 10 * (0.5 if value is None else value) for row, value in zip(rows, met, strict=True)]
        )

    needs_ask = subject.kind is Kind.NEED
    findings = [
        Checker(subject.facts, _WORLD).check(other) if needs_ask else Checker(other.facts, _WORLD).check(subject)
        for other in others
    ]
    scores = rescore(range(len(others)), findings)
    ranked = [
        Ranked(other, row, float(scores[row]), findings[row])
        for row, other in sorted(enumerate(others), key=lambda item: -scores[item[0]])
    ]
    every = [*others, *pool]
    block = block_of(every, [measured(other) for other in every])

    def elsewhere(slot: Slot, kind: Kind) -> Answers:
        return heard(block, slot, kind, of_needs=not needs_ask)

    return Contest(subject, "en", ranked, elsewhere, _WORLD, rescore)


def _asked(subject: Record, *others: Record, pool: Sequence[Record] = ()) -> Question:
    question = best_question(_contest(subject, *others, pool=pool))
    assert question is not None
    return question


_COMPLETE = need(
    places=frozenset({"KE"}), trl_min=6, money=money(None, 1000), deadline=TODAY + timedelta(days=100),
    cooperation=frozenset({"purchase"}), languages=frozenset({"en"}),
    site=Site("weak_grid", "limited", "sms", "basic", "local", climates=frozenset({"hot_dry"})),
)  # fmt: skip


_SAID: dict[str, Any] = {
    "trl": 8, "money": money(5, 5), "lead_time_days": 3, "cooperation": frozenset({"purchase"}),
    "languages": frozenset({"en"}),
    "site": Site("none", "none", "none", "none", "none", climates=frozenset({"hot_dry"})),
}  # fmt: skip


def test_nothing_is_asked_when_no_answer_would_change_the_order() -> None:
    offer = record("one", **_SAID, territories=frozenset({"KE"}))
    assert best_question(_contest(_COMPLETE, offer)) is None


def test_without_candidates_nothing_is_asked() -> None:
    assert best_question(_contest(need())) is None


def test_the_owner_is_asked_whose_answer_decides_about_the_first_place() -> None:
    silent = record("silent", **_SAID)
    others = [record(f"o{number}", territories=frozenset({"KE"}), **_SAID) for number in range(3)]
    elsewhere = [record(f"e{number}", territories=frozenset({"NP"}), **_SAID) for number in range(3)]
    question = _asked(_COMPLETE, silent, *others, pool=elsewhere)
    assert (question.asks, question.criterion) == ("silent", Criterion.TERRITORY)
    assert question.sentence == "May it be supplied in Kenya?"


def test_answers_of_others_in_the_collection_are_what_is_expected() -> None:
    wanted = replace(
        _COMPLETE, facts=replace(_COMPLETE.facts, site=Site(), cooperation=frozenset(), languages=frozenset())
    )
    known = record("known", territories=frozenset({"KE"}), trl=5)
    silent = record("silent", territories=frozenset({"KE"}))
    mature = [record(f"m{number}", Kind.OFFER, trl=9) for number in range(30)]
    raw = [record(f"r{number}", Kind.OFFER, trl=2) for number in range(30)]
    sure = best_question(_contest(wanted, silent, known, pool=mature))
    unsure = best_question(_contest(wanted, silent, known, pool=raw))
    assert unsure is not None
    assert (unsure.asks, unsure.criterion) == ("silent", Criterion.TRL)
    assert sure is None or sure.gain < unsure.gain


def test_the_seeker_is_asked_when_the_answer_decides_about_several_listings() -> None:
    hungry = Site(power="stable_grid")
    offers = [record(f"grid{number}", site=hungry) for number in range(3)] + [record("hand", site=Site(power="none"))]
    question = _asked(need(), *offers)
    assert question.asks == "need"
    assert question.sentence == "What does the site have: power?"


@pytest.mark.parametrize("kind", [Kind.SERVICE, Kind.FUNDING, Kind.TRAINING, Kind.FACILITY])
def test_nobody_asks_a_helper_about_a_site_or_its_maturity(kind: Kind) -> None:
    helpers = [record(f"h{number}", kind) for number in range(4)]
    question = best_question(_contest(_COMPLETE, *helpers))
    assert question is None or question.criterion not in {Criterion.SITE, Criterion.TRL, Criterion.DEADLINE}


def test_an_offer_is_asked_what_its_needs_want_to_know_of_it() -> None:
    needs = [need(f"n{number}", places=frozenset({place})) for number, place in enumerate(("KE", "UG", "NP"))]
    question = _asked(record("mine", Kind.OFFER), *needs)
    assert (question.asks, question.criterion) == ("offer", Criterion.TERRITORY)


def test_a_need_is_asked_where_it_is_by_whom_it_concerns() -> None:
    mine = record("mine", Kind.OFFER, territories=frozenset({"KE"}), **_SAID)
    needs = [need("first"), *(need(f"n{number}", places=frozenset({"KE"})) for number in range(3))]
    away = [need(f"a{number}", places=frozenset({"NP"})) for number in range(5)]
    question = _asked(mine, *needs, pool=away)
    assert question.asks == "first"
    assert question.message.startswith("ask.need.")


def test_what_is_simulated_is_what_happens_when_the_answer_is_given() -> None:
    """The order after the answer, as simulated, is the order that the matcher then gives."""
    text = "A solar pump lifts water from a borehole without diesel."
    offers = (
        record("grid", title="Grid pump", text=text, site=Site(power="stable_grid"), organisation="a"),
        record("sun", title="Solar pump", text=f"{text} It is dear.", site=Site(power="none"), organisation="b"),
        record("hand", title="Hand pump", text="A hand pump lifts water.", site=Site(power="none"), organisation="c"),
    )
    wanted = need(title="Water", text="We want a solar pump for a borehole, since diesel is dear.")
    question = matcher(*offers).match(wanted).question
    assert question is not None
    assert question.criterion is Criterion.SITE
    told = replace(wanted, facts=replace(wanted.facts, site=Site(power="none")))
    pool = matcher(*offers).pool(wanted)
    after = matcher(*offers).match(told)
    checker = Checker(told.facts, _WORLD)
    rows = range(len(pool.candidates.records))
    findings = [checker.check(other) for other in pool.candidates.records]
    rescored = pool.rescored(rows, findings, shipped_weights())
    scores = dict(zip((one.id for one in pool.candidates.records), rescored, strict=True))
    for match in (*after.matches, *after.would_fit_but_for):
        assert scores[match.id] == pytest.approx(match.score)
    assert {match.id for match in after.would_fit_but_for} == {"grid"}


def test_with_a_refit_what_changes_nothing_leaves_the_score_as_it_is() -> None:
    offers = (
        record("sun", title="Solar pump", text="A solar pump lifts water from a borehole.", trl=8, organisation="a"),
        record("hand", title="Hand pump", text="A hand pump lifts water.", organisation="b"),
    )
    wanted = need(title="Water", text="A solar pump for a borehole, without diesel.", trl_min=7)
    pool = replace(matcher(*offers).pool(wanted), factors={"words": 2.0, "conditions": 0.5})
    now = pool.scores(shipped_weights()).scores
    same = pool.rescored(range(2), pool.candidates.criteria, shipped_weights())
    assert same == pytest.approx(now)
