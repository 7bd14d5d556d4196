from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.practice.brokerage.types.desk import Matter


class Taken(models.Model):
    """Who has something that waits on the desk in hand. What waits is not stored: it follows from the things.

    ``thing`` is the public id of what waits. ``note`` is what was written when it was handed over. Somebody who has
    left, or does not look after the chapter any more, holds nothing, whatever the row says.
    """

    matter = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Matter])
    thing = models.CharField(max_length=40)
    broker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["matter", "thing"], name="taken_by_one"),
            models.CheckConstraint(
                condition=models.Q(matter__in=[one.value for one in Matter]), name="taken_matter_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.matter} {self.thing}"
