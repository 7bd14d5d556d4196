from __future__ import annotations

from django.db.models import QuerySet

from banyan.base.audit.models import AuditRow


def history(*, object_type: str, object_id: str) -> QuerySet[AuditRow]:
    """Every change of one object, newest first."""
    return AuditRow.objects.filter(object_type=object_type, object_id=object_id).order_by("-id")
