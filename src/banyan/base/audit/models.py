from __future__ import annotations

import pgtrigger
from django.db import models

from banyan.base.clock import now


class AuditRow(models.Model):
    """One change: who, when, what, before and after. The database refuses to change or delete it."""

    at = models.DateTimeField(default=now, editable=False)
    actor = models.CharField(max_length=40, blank=True, help_text="Public id of the person, or empty for the system.")
    action = models.CharField(max_length=80, help_text="room.verb, such as listing.publish")
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["object_type", "object_id", "id"]), models.Index(fields=["actor", "id"]))
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_id}"
