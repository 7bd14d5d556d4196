"""Kofi's offer stands a second time, from a source; both may be the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import Cast
from tests.permissions.table import Deed
from tests.practice.duplicates.making import harvested, offer

from banyan.practice.duplicates.selectors import pairs_of
from banyan.practice.duplicates.services import duplicates_find, pair_decide, pair_undo
from banyan.practice.duplicates.types import PairState


def _pair(cast: Cast) -> str:
    offer(cast.kofi, places=["KE"])
    harvested("far", "1", title="Technology offer: fruit and the sun")
    duplicates_find()
    (found,) = pairs_of(cast.noor, states=tuple(PairState)).rows
    return found.id


def _parted(cast: Cast) -> str:
    pair = _pair(cast)
    pair_decide(public_id=pair, same=False, by=cast.sami)
    return pair


DEEDS: Mapping[str, Deed] = {
    "pair_decide": lambda cast: partial(pair_decide, public_id=_pair(cast), same=True),
    "pair_undo (what Sami said)": lambda cast: partial(pair_undo, public_id=_parted(cast)),
}
