"""A word of a person stands above what is found, is undone with one click, and leaves a trail."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.practice.duplicates.making import DRYER, harvested, offer

from banyan.base.audit.selectors import history
from banyan.base.errors import Stale
from banyan.base.outbox.services import deliver_pending
from banyan.practice.duplicates.errors import NoSuchPair
from banyan.practice.duplicates.selectors import pairs_of, proposed_count
from banyan.practice.duplicates.services import duplicates_find, duplicates_look, pair_decide, pair_undo
from banyan.practice.duplicates.types import PairState, PairView
from banyan.practice.matchmaking.selectors import also_at

PARTLY = " ".join(DRYER.split()[:27])


@pytest.fixture
def both(cast: Cast) -> tuple[str, str]:
    """Two that may be the same, the first in the chapter of Rosa and Sami."""
    ids = offer(cast.kofi, places=["KE"]), harvested("far", "1", PARTLY, title="Technology offer: fruit and the sun")
    deliver_pending()
    duplicates_look()
    return ids


def only(cast: Cast, *states: PairState) -> PairView:
    (found,) = pairs_of(cast.sami, states=states or tuple(PairState)).rows
    return found


def test_two_that_are_called_the_same_are_shown_once_until_it_is_taken_back(cast: Cast, both: tuple[str, str]) -> None:
    pair_decide(public_id=only(cast).id, same=True, by=cast.sami)
    assert [one.id for one in also_at([both[0]], asker=cast.visitor)[both[0]]] == [both[1]]
    assert only(cast, PairState.SAME).decided_by == "Sami"
    pair_undo(public_id=only(cast).id, by=cast.sami)
    assert also_at(list(both), asker=cast.visitor) == {}
    assert only(cast, PairState.PROPOSED).decided_by == ""
    trail = history(object_type="pair", object_id=only(cast).id)
    assert [line.action for line in trail] == ["duplicates.undo", "duplicates.decide"]
    assert all(line.actor == cast.sami.public_id for line in trail)


def test_what_is_not_the_same_is_never_proposed_again(cast: Cast, both: tuple[str, str]) -> None:
    assert proposed_count(cast.sami) == 1
    pair_decide(public_id=only(cast).id, same=False, by=cast.sami)
    duplicates_find()
    assert proposed_count(cast.sami) == 0
    assert only(cast).state is PairState.APART


def test_a_sure_pair_that_somebody_parts_is_shown_twice(cast: Cast) -> None:
    one, two = offer(cast.kofi, places=["KE"]), offer(cast.kofi, places=["KE"])
    duplicates_find()
    assert also_at([one], asker=cast.visitor)
    pair_decide(public_id=only(cast, PairState.SURE).id, same=False, by=cast.sami)
    assert also_at([one, two], asker=cast.visitor) == {}
    duplicates_find()
    assert also_at([one, two], asker=cast.visitor) == {}
    pair_undo(public_id=only(cast, PairState.APART).id, by=cast.sami)
    assert only(cast).state is PairState.SURE and also_at([one], asker=cast.visitor)


def test_stewards_of_other_chapters_and_everybody_else_see_no_pairs(cast: Cast, both: tuple[str, str]) -> None:
    pair = only(cast)
    for somebody in (cast.uma, cast.kofi, cast.rosa):
        assert not pairs_of(somebody, states=tuple(PairState)).rows
        assert proposed_count(somebody) == 0
        with pytest.raises(NoSuchPair):
            pair_decide(public_id=pair.id, same=True, by=somebody)
        with pytest.raises(NoSuchPair):
            pair_undo(public_id=pair.id, by=somebody)
    assert only(cast).state is PairState.PROPOSED


def test_a_stale_page_never_overwrites_a_colleague(cast: Cast, both: tuple[str, str]) -> None:
    pair = only(cast)
    pair_decide(public_id=pair.id, same=False, by=cast.noor, expected_version=pair.version)
    with pytest.raises(Stale):
        pair_decide(public_id=pair.id, same=True, by=cast.sami, expected_version=pair.version)
    assert only(cast).state is PairState.APART
