"""The tables of base, gathered where Django looks for them."""

from banyan.base.audit.models import AuditRow
from banyan.base.idempotency.models import KeptAnswer
from banyan.base.limits.models import RateWindow
from banyan.base.outbox.models import OutboxEvent

__all__ = ["AuditRow", "KeptAnswer", "OutboxEvent", "RateWindow"]
