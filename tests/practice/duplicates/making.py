"""Offers that are alike, as people and sources would enter them."""

from __future__ import annotations

from tests.factories.listings import OFFER

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.services import listing_create, listing_import_draft, listing_transition
from banyan.domain.listings.types import Kind, Origin, Verb

DRYER = (
    "A cabinet with a glass collector dries two hundred kilograms of sliced fruit in eighteen hours. A small fan moves "
    "the air, and a store of stones keeps the trays warm through the night, so that nothing turns brown when it rains."
)
PUMP = (
    "A piston pump that two people tread lifts water from wells of seven metres depth for half a hectare of "
    "vegetables. All its parts are made in a village workshop from pipes and leather, for the price of a meal."
)


def offer(by: SignedIn, text: str = DRYER, **more: object) -> str:
    """A published offer."""
    answers: dict[str, object] = {"summary": text, "problem_solved": text, **more}
    made = listing_create(by=by, kind=Kind.OFFER, raw={**OFFER, **answers})
    return listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=by).id


def harvested(node: str, id: str, text: str = DRYER, **more: object) -> str:
    """One that follows a source."""
    raw = {"title": "Sun dryer with a fan", "summary": text, "language": "en", "cooperation": ["purchase"], **more}
    taken = listing_import_draft(
        origin=Origin(node, id, url=str(more.get("url", ""))), kind=Kind.OFFER, raw=raw, follows_source=True
    )
    return taken.change.id
