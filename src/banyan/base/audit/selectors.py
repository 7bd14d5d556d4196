from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, QuerySet

from banyan.base.audit.models import AuditRow


def history(*, object_type: str, object_id: str) -> QuerySet[AuditRow]:
    """Every change of one object, newest first."""
    return AuditRow.objects.filter(object_type=object_type, object_id=object_id).order_by("-id")


def last_act(actors: Iterable[str], *, since: datetime, rooms: Iterable[str]) -> datetime | None:
    """When one of these people last did something in these ``rooms`` (as in ``room.verb``), if that was after
    ``since``."""
    rows = AuditRow.objects.filter(actor__in=list(actors), at__gte=since)
    rows = rows.filter(action__regex=rf"^({'|'.join(rooms)})\.")
    found: datetime | None = rows.aggregate(last=Max("at"))["last"]
    return found
