from __future__ import annotations

import pgtrigger
from django.db import models

from banyan.practice.brokerage.types import What


class Sighting(models.Model):
    """On this day this person was shown something that is not open to everybody. Never changed; forgotten in time.

    ``thing`` and ``reader`` are public ids, so that the row outlives both. ``seen_as`` is in which quality they read.
    """

    thing = models.CharField(max_length=40)
    reader = models.CharField(max_length=40)
    what = models.CharField(max_length=20, choices=[(one.value, one.value) for one in What])
    day = models.DateField()
    seen_as = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["thing", "reader", "what", "day"], name="one_sighting_a_day"),
            models.CheckConstraint(
                condition=models.Q(what__in=[one.value for one in What]), name="sighting_what_known"
            ),
        )
        indexes = (
            models.Index(fields=["thing", "-day"], name="sighting_newest"),
            models.Index(fields=["day"], name="sighting_old"),
        )
        triggers = (pgtrigger.Protect(name="sighting_stays", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"{self.day} {self.what} {self.thing}"
