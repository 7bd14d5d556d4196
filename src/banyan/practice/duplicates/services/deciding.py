"""What a steward says of two listings, and taking it back."""

from __future__ import annotations

from django.db import transaction

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import Stale
from banyan.base.outbox.services import publish
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.duplicates.errors import NoSuchPair
from banyan.practice.duplicates.keeping import regroup
from banyan.practice.duplicates.models import Pair
from banyan.practice.duplicates.policy import looked_after
from banyan.practice.duplicates.types import PairState

TOPIC = "duplicates.decided"


def pair_decide(*, public_id: str, same: bool, by: SignedIn, expected_version: int | None = None) -> None:
    """Says that two listings are the same, so that one of them is shown, or that they are not: then they are never
    proposed again. ``NoSuchPair``; ``Stale`` when somebody else said something meanwhile."""
    _change(public_id, PairState.SAME if same else PairState.APART, by, expected_version)


def pair_undo(*, public_id: str, by: SignedIn, expected_version: int | None = None) -> None:
    """Takes back what was said; the pair is again as it was found."""
    _change(public_id, None, by, expected_version)


def _change(public_id: str, state: PairState | None, by: SignedIn, expected_version: int | None) -> None:
    with transaction.atomic():
        row = Pair.objects.select_for_update(of=("self",)).filter(looked_after(by), public_id=public_id).first()
        if row is None:
            raise NoSuchPair(id=public_id)
        if expected_version is not None and row.version != expected_version:
            raise Stale
        before = {"state": row.state}
        row.state = state.value if state is not None else row.found_as
        row.decided_by, row.decided = (by, now()) if state is not None else (None, None)
        row.version += 1
        row.save(update_fields=["state", "decided_by", "decided", "version"])
        ends = [row.one.public_id, row.other.public_id]
        record(
            action="duplicates.decide" if state is not None else "duplicates.undo",
            object_type="pair",
            object_id=row.public_id,
            actor=by.public_id,
            before=before,
            after={"state": row.state},
            note=" ".join(ends),
        )
        publish(topic=TOPIC, key=row.public_id, payload={"state": row.state, "listings": ends})
        regroup(ends)
