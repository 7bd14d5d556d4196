"""Criteria of many listings at once find what each by itself does, whatever they say alike."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.making import TODAY, SmallMap, money

from banyan.engine.index.block import Block, block_of
from banyan.engine.rank.criteria import Checker, World
from banyan.engine.rank.criteria.together import together
from banyan.engine.rank.features import conditions_met
from banyan.engine.text.profile import measured
from banyan.engine.types import Facts, Kind, Record, Site, Verdict

_CODES = st.frozensets(st.sampled_from(("KE", "UG", "FR", "WORLD")), max_size=2)
_SITES = st.builds(
    Site,
    power=st.sampled_from((None, "none", "weak_grid", "stable_grid")),
    climates=st.frozensets(st.sampled_from(("hot_dry", "cold")), max_size=1),
)
_FACTS = st.builds(
    Facts,
    places=_CODES,
    territories=_CODES,
    site=_SITES,
    trl=st.sampled_from((None, 3, 8)),
    trl_min=st.sampled_from((None, 7)),
    money=st.sampled_from((None, money(None, 100), money(90, 500))),
    deadline=st.sampled_from((None, TODAY)),
    lead_time_days=st.sampled_from((None, 0, 90)),
    cooperation=st.frozensets(st.sampled_from(("purchase", "joint_venture")), max_size=1),
    languages=st.frozensets(st.sampled_from(("en", "fr")), max_size=1),
    support=st.frozensets(st.sampled_from(("training", "partner")), max_size=1),
)
_KINDS = st.sampled_from([kind for kind in Kind if kind is not Kind.NEED])
_OTHERS = st.lists(st.tuples(_KINDS, _FACTS, st.sampled_from((None, "en", "fr"))), max_size=6)


def _block(others: list[tuple[Kind, Facts, str | None]]) -> Block:
    records = [
        Record(f"r{at}", kind, "A title", language=language, facts=facts)
        for at, (kind, facts, language) in enumerate(others)
    ]
    return block_of(records, [measured(record) for record in records])


@settings(deadline=None)  # the first case reads what ships
@given(st.lists(_FACTS, min_size=1, max_size=3), _OTHERS)
def test_all_at_once_and_one_by_one_find_the_same(
    needs: list[Facts], others: list[tuple[Kind, Facts, str | None]]
) -> None:
    world, block = World(SmallMap(), today=TODAY), _block(others)
    for need in needs:  # what is remembered of one need does not change what is found for the next
        checked = together(need, block, world)
        alone = [Checker(need, World(SmallMap(), today=TODAY)).check(record) for record in block.records]
        assert list(checked) == alone
        met = [np.nan if value is None else value for value in map(conditions_met, alone)]
        assert np.array_equal(checked.met, np.array(met), equal_nan=True)
        against = [any(one.hard and one.verdict is Verdict.CONFLICT for one in found) for found in alone]
        assert checked.conflicts.tolist() == against
