"""What people do with notices."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import NotFound
from banyan.base.outbox.services import publish
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.listings.types import DeclineReason
from banyan.practice.matchmaking.errors import NoSuchNotice
from banyan.practice.matchmaking.judging import judgement_set, judgement_undo
from banyan.practice.matchmaking.models import Notice
from banyan.practice.matchmaking.types import NoticeState, Verdict

TOPIC = "notice.judged"


def notices_read(*, by: SignedIn, ids: Collection[str] | None = None) -> int:
    """Marks what the person has seen on the page: all, or those named. What was still to be mailed is not mailed any
    more. Nobody else sees it, so it leaves no trail."""
    rows = Notice.objects.filter(person=by, read=None)
    if ids is not None:
        rows = rows.filter(public_id__in=list(ids))
    with transaction.atomic():
        Notice.objects.filter(pk__in=rows.values("pk"), state=NoticeState.WAITING).update(state=NoticeState.SEEN)
        return rows.update(read=now())


def notice_judge(*, public_id: str, reason: DeclineReason | None, by: SignedIn) -> None:
    """Says that it is not relevant, and why: kept with the notice and, where it was told for a listing, a judgement of
    the pair, from which the ranking learns. Without a reason what was said is taken back. ``NoSuchNotice``."""
    with transaction.atomic():
        row = Notice.objects.select_for_update().filter(public_id=public_id, person=by).first()
        if row is None:
            raise NoSuchNotice(id=public_id)
        before = {"reason": row.reason}
        row.reason = reason.value if reason is not None else ""
        row.read = row.read or now()
        if row.state == NoticeState.WAITING:
            row.state = NoticeState.SEEN
        row.save(update_fields=["reason", "read", "state"])
        after = {"reason": row.reason}
        record(
            action="notice.judge",
            object_type="notice",
            object_id=row.public_id,
            actor=by.public_id,
            before=before,
            after=after,
        )
        publish(topic=TOPIC, key=row.public_id, payload={"listing": row.listing, "reason": row.reason})
        for found in row.findings.select_related("alert").exclude(alert__listing=""):
            _judge(found.alert.listing, row.listing, reason, by)


def _judge(subject: str, listing: str, reason: DeclineReason | None, by: SignedIn) -> None:
    try:
        with transaction.atomic():
            if reason is None:
                judgement_undo(subject=subject, listing=listing, by=by)
            else:
                judgement_set(subject=subject, listing=listing, verdict=Verdict.DECLINED, reason=reason, by=by)
    except NotFound:  # one of the two is not open to them any more: what they said stays with the notice
        return
