from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.engine.making import TODAY, index, need, record

from banyan.engine.index.block import block_of
from banyan.engine.rank.collection import Collection
from banyan.engine.rank.criteria.together import one_by_one
from banyan.engine.rank.features import NAMES, Candidates, Subject, compare, shared_goals
from banyan.engine.types import Facts, Record

_PUMP = "Solar pump that lifts water from a borehole for two hundred households without diesel."
_OTHERS = (
    record("a", title="Oven", text="An oven that bakes bread with little wood."),
    record("b", title="Net", text="A net that keeps insects from fruit trees."),
    record("c", title="Radio", text="A radio that runs on a crank and a small battery."),
)


def _features(wanted: Record, *offers: Record) -> dict[str, list[float]]:
    every = (*offers, *_OTHERS)
    collection = Collection(index(*every))
    block = block_of(every, [collection.profile(offer) for offer in every])
    candidates = Candidates(block, one_by_one([()] * len(every)))
    subject = Subject(wanted, collection.measure(wanted))
    values = compare(subject, candidates, collection, today=TODAY).features
    return {name: values[:, column].tolist() for column, name in enumerate(NAMES)}


_NEED = need(title="Water for a village", text="We want to lift water from a borehole without diesel, perhaps solar.")


def test_a_text_on_the_subject_beats_one_that_is_not() -> None:
    features = _features(_NEED, record("p", title="Pump", text=_PUMP))
    for name in ("words", "terms", "phrases"):
        assert features[name][0] > max(features[name][1:]), name


def test_saying_everything_many_times_adds_nothing() -> None:
    once = _features(_NEED, record("p", title="Pump", text=_PUMP))
    often = _features(_NEED, record("p", title="Pump", text="\n".join([_PUMP] * 50)))
    for name in ("words", "terms", "phrases"):
        assert often[name][0] == pytest.approx(once[name][0], rel=1e-9), name


def test_a_long_tail_on_other_subjects_does_not_help() -> None:
    tail = " ".join(f"Catalogue entry {number} on gears, cloth, paint and paper." for number in range(200))
    plain = _features(_NEED, record("p", title="Pump", text=_PUMP))
    long = _features(_NEED, record("p", title="Pump", text=f"{_PUMP} {tail}"))
    for name in ("words", "terms", "phrases"):
        assert long[name][0] < plain[name][0], name


def test_missing_vectors_are_left_open() -> None:
    assert all(np.isnan(_features(_NEED)["meaning"]))


def test_an_empty_text_gives_zeros_and_no_error() -> None:
    features = _features(need(title="", text=""), record("p", title="", text=""))
    assert features["words"] == [0.0] * 4
    assert features["title"][0] == 0.0


def test_a_shared_target_counts_more_than_a_shared_goal() -> None:
    def goals(one: set[str], other: set[str]) -> float:
        return shared_goals(Facts(sdgs=frozenset(one)), Facts(sdgs=frozenset(other)))

    assert goals({"6.1"}, {"6.1"}) > goals({"6.1"}, {"6.2"}) > goals({"6.1"}, {"7"}) == 0
    assert goals({"6"}, {"6"}) > goals({"6"}, {"1", "2", "3", "6"})


def test_old_listings_are_less_fresh_and_unknown_age_is_neither() -> None:
    def aged(days: int) -> Record:
        return record(f"d{days}", published=TODAY - timedelta(days=days))

    fresh, old, unknown = _features(_NEED, aged(1), aged(2000), record("u"))["freshness"][:3]
    assert fresh > unknown > old == 0
