from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.practice.brokerage.rules import LEAST_DAYS, MOST_DAYS


class ReplyPromise(models.Model):
    """Within how many days an organisation, or a person in their own name, answers."""

    organisation = models.OneToOneField(
        "organisations.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) ^ models.Q(person__isnull=True),
                name="promise_of_one_or_the_other",
            ),
            models.CheckConstraint(
                condition=models.Q(days__range=(LEAST_DAYS, MOST_DAYS)), name="promise_days_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.days} days"
