from __future__ import annotations

from django.db import models


class RateWindow(models.Model):
    """How often a key was used in one window of time."""

    key = models.CharField(max_length=160)
    starts = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "starts"], name="one_window_per_key"),)

    def __str__(self) -> str:
        return f"{self.key} {self.used}"
