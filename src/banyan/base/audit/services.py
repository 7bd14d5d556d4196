"""Writing the trail. Call it inside the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from banyan.base.audit.models import AuditRow

Snapshot = Mapping[str, object]


def record(
    *,
    action: str,
    object_type: str,
    object_id: str,
    actor: str = "",
    before: Snapshot | None = None,
    after: Snapshot | None = None,
    note: str = "",
) -> AuditRow:
    """Leaves one row; only the keys that differ are kept of a change, everything of a creation or removal.

    ``RuntimeError`` outside a transaction: a trail that can be lost apart from its change is worse than none.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an audit row is written in the transaction of its change")
    if before is not None and after is not None:
        differing = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        before = {key: before[key] for key in differing if key in before}
        after = {key: after[key] for key in differing if key in after}
    return AuditRow.objects.create(
        action=action,
        object_type=object_type,
        object_id=object_id,
        actor=actor,
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
        note=note,
    )
