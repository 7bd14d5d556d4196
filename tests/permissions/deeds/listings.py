"""Amina's need is a draft or waits to be read; Kofi's offer is the provider's, and shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.cast import PROVIDER, Cast
from tests.factories.listings import NEED, OFFER, draft, published
from tests.permissions.table import Deed, Do

from banyan.domain.listings.services import (
    attachment_add,
    attachment_remove,
    listing_create,
    listing_import_draft,
    listing_transition,
    listing_translate,
    listing_update,
)
from banyan.domain.listings.types import Change, Kind, Origin, RejectReason, TranslationStatus, Verb


def _draft(cast: Cast) -> Change:
    return draft(cast.amina)


def _waiting(cast: Cast) -> Change:
    return listing_transition(public_id=_draft(cast).id, verb=Verb.SUBMIT, by=cast.amina)


def _shown(cast: Cast) -> Change:
    return published(cast.kofi, Kind.OFFER, organisation=PROVIDER)


def _step(verb: Verb, *before: Verb, of_draft: bool = False, waiting: bool = False) -> Deed:
    """The verb on what the words say, after those before it were done by its owner."""

    def deed(cast: Cast) -> Do:
        one = _draft(cast) if of_draft else _waiting(cast) if waiting else _shown(cast)
        for earlier in before:
            listing_transition(public_id=one.id, verb=earlier, by=cast.kofi)
        return partial(listing_transition, public_id=one.id, verb=verb, reason=RejectReason.UNCLEAR, note="Say more")

    return deed


def _update(made: Change) -> Do:
    return partial(listing_update, public_id=made.id, raw={"title": "Another title"}, expected_version=made.version)


def _file(cast: Cast) -> Do:
    one = attachment_add(public_id=_shown(cast).id, name="plan.pdf", content=b"%PDF-1.7 x", by=cast.kofi)
    return partial(attachment_remove, attachment_id=one.id)


def _followed(cast: Cast) -> str:
    """A listing that follows its source, of the provider."""
    origin = Origin(node="elsewhere", id="offer-1")
    raw = {**OFFER, "organisation": PROVIDER}
    return listing_import_draft(origin=origin, kind=Kind.OFFER, raw=raw, follows_source=True).change.id


def _translated(public_id: str) -> Do:
    texts, human = {"title": "Un séchoir"}, TranslationStatus.HUMAN
    return partial(listing_translate, public_id=public_id, language="fr", texts=texts, status=human)


DEEDS: Mapping[str, Deed] = {
    "listing_create": lambda cast: partial(listing_create, kind=Kind.NEED, raw=NEED),
    "listing_create (for the provider)": lambda cast: partial(
        listing_create, kind=Kind.OFFER, raw={**OFFER, "organisation": PROVIDER}
    ),
    "listing_update (Amina's draft)": lambda cast: _update(_draft(cast)),
    "listing_update (Amina's, waiting to be read)": lambda cast: _update(_waiting(cast)),
    "listing_update (Kofi's)": lambda cast: _update(_shown(cast)),
    "listing_translate (Kofi's)": lambda cast: _translated(_shown(cast).id),
    "listing_translate (the provider's, which follows its source)": lambda cast: _translated(_followed(cast)),
    "listing_update (the provider's, which follows its source)": lambda cast: partial(
        listing_update, public_id=_followed(cast), raw={"title": "Another"}, expected_version=1
    ),
    "attachment_add (Kofi's)": lambda cast: partial(
        attachment_add, public_id=_shown(cast).id, name="plan.pdf", content=b"%PDF-1.7 x"
    ),
    "attachment_remove (Kofi's)": _file,
    "listing_transition (submit Amina's draft)": _step(Verb.SUBMIT, of_draft=True),
    "listing_transition (publish what waits)": _step(Verb.PUBLISH, waiting=True),
    "listing_transition (send back what waits)": _step(Verb.REJECT, waiting=True),
    "listing_transition (rework what waits)": _step(Verb.REWORK, waiting=True),
    "listing_transition (pause Kofi's)": _step(Verb.PAUSE),
    "listing_transition (resume Kofi's)": _step(Verb.RESUME, Verb.PAUSE),
    "listing_transition (confirm Kofi's)": _step(Verb.CONFIRM),
    "listing_transition (archive Kofi's)": _step(Verb.ARCHIVE),
    "listing_transition (revive Kofi's from the archive)": _step(Verb.REVIVE, Verb.ARCHIVE),
    "listing_transition (withdraw Kofi's)": _step(Verb.WITHDRAW),
    "listing_transition (expire Kofi's)": _step(Verb.EXPIRE),
}
