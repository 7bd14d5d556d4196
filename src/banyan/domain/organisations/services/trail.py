"""The audit row and the event that every write of this room leaves."""

from __future__ import annotations

from collections.abc import Mapping

from banyan.base.audit.services import record
from banyan.base.outbox.services import publish
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.organisations.models import Organisation


def leave_trail(
    organisation: Organisation,
    action: str,
    by: SignedIn | None,
    *,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> None:
    """Records the change and tells the rooms above, inside the transaction of the change. None is the node itself."""
    record(
        action=action,
        object_type="organisation",
        object_id=organisation.public_id,
        actor=by.public_id if by is not None else "",
        before=before,
        after=after,
    )
    publish(topic="organisation.changed", key=organisation.public_id)
