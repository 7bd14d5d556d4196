from __future__ import annotations

from django.db import models

from banyan.base.clock import now


class OutboxEvent(models.Model):
    """Something that happened, written with the change itself, delivered at least once to each subscriber."""

    topic = models.CharField(max_length=80, help_text="room.happened, such as listing.published")
    key = models.CharField(max_length=40, help_text="Public id of what it happened to.")
    payload = models.JSONField(default=dict)
    created = models.DateTimeField(default=now, editable=False)
    delivered = models.DateTimeField(null=True, editable=False)
    delivered_to = models.JSONField(default=list, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField(default=now)
    error = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["next_attempt", "id"], condition=models.Q(delivered=None), name="outbox_pending"),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
