"""Listings as people would write them, and as they stand after they were published."""

from __future__ import annotations

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.services import listing_create, listing_transition
from banyan.domain.listings.types import Change, Kind, State, Verb

NEED: dict[str, object] = {
    "title": "Drying mango slices when it rains",
    "summary": "A cooperative wants to dry four tonnes of fresh mango a day, rain included.",
    "language": "en",
    "problem": "When it rains the slices go brown or grow mould on the third day and the buyer sends them back.",
    "sdgs": ["12.3", "2.3"],
    "sectors": ["10"],
    "technologies": ["FOD-01"],
    "places": ["KE"],
    "languages": ["en", "sw"],
    "cooperation": ["purchase"],
    "site_power": "weak_grid",
    "budget_max": 35000,
    "currency": "USD",
    "trl_min": 7,
    "support_wanted": ["technology", "money"],
}
OFFER: dict[str, object] = {
    "title": "Dryer that runs on the sun and a small fan",
    "summary": "A cabinet with a collector dries 200 kg of fruit a day, cloudy days included.",
    "language": "en",
    "problem_solved": "Fruit that is dried in the open grows mould when it rains during the harvest.",
    "sdgs": ["2.3"],
    "sectors": ["28"],
    "technologies": ["FOD-01", "ENE-02"],
    "places": ["UG"],
    "territories": ["M49:014"],
    "languages": ["en"],
    "cooperation": ["purchase", "licence"],
    "trl": 8,
    "cost_purchase": 9500,
    "currency": "USD",
}
SERVICE: dict[str, object] = {"title": "Food tests", "services": ["testing_certification"], "places": ["KE"]}
FUNDING: dict[str, object] = {
    "title": "Small grants for food",
    "instruments": ["grant"],
    "amount_max": 50000,
    "currency": "USD",
    "places": ["KE"],
}
FACILITY: dict[str, object] = {"title": "Climate chamber", "facility_type": "laboratory", "places": ["KE"]}
TRAINING: dict[str, object] = {"title": "Drying fruit well", "audience": "Operators of dryers", "places": ["KE"]}
BY_KIND: dict[Kind, dict[str, object]] = {
    Kind.NEED: NEED,
    Kind.OFFER: OFFER,
    Kind.SERVICE: SERVICE,
    Kind.FUNDING: FUNDING,
    Kind.FACILITY: FACILITY,
    Kind.TRAINING: TRAINING,
}


def draft(by: SignedIn, kind: Kind = Kind.NEED, **more: object) -> Change:
    """A draft with the usual answers of its kind; ``more`` adds to them or, with ``None``, takes one away."""
    answers = {**BY_KIND[kind], **more}
    return listing_create(by=by, kind=kind, raw={name: said for name, said in answers.items() if said is not None})


def published(by: SignedIn, kind: Kind = Kind.NEED, *, checked_by: SignedIn | None = None, **more: object) -> Change:
    """A published listing; ``checked_by`` lets it through when its owner's listings are still checked first."""
    made = draft(by, kind, **more)
    change = listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=by)
    if change.state is State.IN_REVIEW and checked_by is not None:
        change = listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=checked_by)
    assert change.state is State.PUBLISHED, "its owner's listings are checked first: name checked_by"
    return change
