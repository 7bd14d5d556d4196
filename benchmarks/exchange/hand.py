"""The hand at one node of the ring: writes there as people do, reads the neighbour, and tells what stands there.

A process of its own with the node's settings, so that it can be killed at any moment; it hears a line of JSON and
answers with one.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from typing import Any

from banyan.project.boot import boot

boot()

from banyan.base.clock import now  # noqa: E402  (settings are read first)
from banyan.base.errors import BanyanError  # noqa: E402
from banyan.base.nodes import our_node  # noqa: E402
from banyan.domain.accounts.models import User  # noqa: E402
from banyan.domain.accounts.services import user_create  # noqa: E402
from banyan.domain.listings.models import Listing  # noqa: E402
from banyan.domain.listings.services import (  # noqa: E402
    listing_create,
    listing_transition,
    listing_update,
    listing_withdraw,
)
from banyan.domain.listings.types import Kind, State, Verb  # noqa: E402
from banyan.practice.harvest.models import Source  # noqa: E402
from banyan.practice.harvest.services import source_add, source_run  # noqa: E402
from banyan.practice.harvest.types import RunState, SourceDraft  # noqa: E402

_EMAIL = "keeper@example.org"


def begin(*, neighbour: str) -> str:
    """Somebody who writes, and the neighbour as a source; may be said again after a kill."""
    keeper = User.objects.filter(email=_EMAIL).first()
    if keeper is None:
        keeper = user_create(email=_EMAIL, password=None, name="Keeper", is_node_admin=True)
    if not Source.objects.exists():
        source_add(draft=SourceDraft(form="banyan", address=f"{neighbour}/oai", name="Neighbour"), by=keeper)
    return our_node()


def write(*, seed: int, steps: int) -> dict[str, int]:
    """So many creations, edits and withdrawals of the node's own listings, by chance."""
    chance = random.Random(seed)
    keeper = User.objects.get(email=_EMAIL)
    done = {"created": 0, "edited": 0, "withdrawn": 0}
    for step in range(steps):
        own = list(
            Listing.objects.filter(origin_node="", state=State.PUBLISHED).order_by("public_id").values_list(
                "public_id", flat=True
            )
        )  # fmt: skip
        what = chance.random()
        if what < 0.5 or len(own) < 3:
            _create(keeper, f"{our_node()} {seed} {step} {chance.randrange(10**9)}")
            done["created"] += 1
        elif what < 0.8:
            one = Listing.objects.get(public_id=chance.choice(own))
            words = {"summary": f"Edited for the {seed}.{step} time, number {chance.randrange(10**9)}."}
            listing_update(public_id=one.public_id, by=keeper, raw=words, expected_version=one.version)
            done["edited"] += 1
        else:
            listing_withdraw(public_id=chance.choice(own), by=keeper)
            done["withdrawn"] += 1
    return done


def read(*, seconds: float = 120.0) -> dict[str, Any]:
    """One reading of the neighbour to its end, or to where it stops."""
    source = Source.objects.get()
    try:
        state = source_run(public_id=source.public_id, seconds=seconds)
    except BanyanError as error:
        return {"state": error.code, "counts": {}}
    run = source.runs.order_by("-pk").first()
    assert run is not None
    return {"state": state.value, "counts": run.counts, "trouble": run.trouble, "whole": state is RunState.DONE}


def told() -> dict[str, Any]:
    """All that was ever public here, by the identifier under which the world knows it."""
    rows = []
    for one in Listing.objects.filter(published__isnull=False).order_by("public_id"):
        node = one.origin_node or our_node()
        id_ = one.origin_id or f"oai:{our_node()}:{one.public_id}"
        rows.append([id_, node, one.state == State.PUBLISHED, one.title, one.summary, one.origin_chain])
    return {"node": our_node(), "rows": rows, "clock": now().isoformat()}


def _create(keeper: User, words: str) -> None:
    raw = {
        "title": f"Pump {words}",
        "summary": f"Lifts water from wells, {words}.",
        "language": "en",
        "problem_solved": "Water stands deep below the ground and nobody can carry it up by hand.",
        "sdgs": ["6.1"],
        "sectors": ["28"],
        "technologies": ["WAT-01"],
        "places": ["UG"],
        "territories": ["M49:014"],
        "languages": ["en"],
        "cooperation": ["purchase"],
        "trl": 8,
        "cost_purchase": 900,
        "currency": "USD",
    }
    made = listing_create(by=keeper, kind=Kind.OFFER, raw=raw)
    out = listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=keeper)
    if out.state is State.IN_REVIEW:
        listing_transition(public_id=made.id, verb=Verb.PUBLISH, by=keeper)


_DEEDS: dict[str, Callable[..., Any]] = {"begin": begin, "write": write, "read": read, "told": told}


def main() -> None:
    """Hears and answers until nobody speaks any more."""
    sys.stdout.write("@ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        said = json.loads(line)
        answer = _DEEDS[said.pop("deed")](**said)
        sys.stdout.write(f"@{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
