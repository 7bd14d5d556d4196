from __future__ import annotations

from django.db import models

from banyan.base.clock import now


class KeptAnswer(models.Model):
    """What was answered to a request that carried a key of the asker's choice, for when it comes again."""

    who = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField()
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["who", "key"], name="one_answer_per_key"),)

    def __str__(self) -> str:
        return f"{self.who} {self.key}"
