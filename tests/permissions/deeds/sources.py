"""Sources of the chapter that Sami is a steward of, and of the node."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from tests.cast import CHAPTER, Cast
from tests.permissions.table import Deed

from banyan.base.outbound import OutboundError
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.harvest.services import (
    source_add,
    source_change,
    source_preview,
    source_remove,
    source_switch,
)
from banyan.practice.harvest.types import SourceDraft

_DRAFT = SourceDraft(form="csv", address="http://127.0.0.1/ideas.csv", name="Ideas", chapter=CHAPTER)
_OF_ALL = SourceDraft(form="csv", address="http://127.0.0.1/ideas.csv", name="Ideas")


def _previewed(by: SignedIn) -> None:
    with suppress(OutboundError):  # whoever is let so far finds an address that is read by nobody
        source_preview(draft=_DRAFT, by=by)


def _there(cast: Cast, draft: SourceDraft = _DRAFT) -> str:
    return source_add(draft=draft, by=cast.noor)


DEEDS: Mapping[str, Deed] = {
    "source_preview": lambda cast: _previewed,
    "source_add (for the chapter)": lambda cast: partial(source_add, draft=_DRAFT),
    "source_add (for the whole node)": lambda cast: partial(source_add, draft=_OF_ALL),
    "source_change (the chapter's)": lambda cast: partial(source_change, public_id=_there(cast), draft=_DRAFT),
    "source_switch (the chapter's)": lambda cast: partial(source_switch, public_id=_there(cast), on=True),
    "source_switch (the node's)": lambda cast: partial(source_switch, public_id=_there(cast, _OF_ALL), on=True),
    "source_remove (the chapter's)": lambda cast: partial(source_remove, public_id=_there(cast)),
}
