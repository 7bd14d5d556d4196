from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.ids import PublicIdField
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.models.case import Case
from banyan.practice.brokerage.rules.outcome import ASKED_AFTER
from banyan.practice.brokerage.types.outcome import UseAnswer


class CaseOutcome(models.Model):
    """The question, so many months after something was adopted, whether it is in use, and its answer.

    ``reminded``: it was asked once more, since nobody had answered.
    """

    public_id = PublicIdField(prefix="out")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="outcomes")
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    asked = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    passed = models.BooleanField(default=False)
    answer = models.CharField(max_length=16, choices=[(one.value, one.value) for one in UseAnswer], blank=True)
    reason = models.CharField(max_length=24, blank=True)
    line = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "months"], name="one_question_per_time"),
            models.CheckConstraint(condition=models.Q(months__in=ASKED_AFTER), name="outcome_months_known"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered=None)
                | models.Q(answer__in=[one.value for one in UseAnswer], answered__isnull=False),
                name="outcome_answered_or_not",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["", *(one.value for one in DeclineReason)]), name="outcome_reason_known"
            ),
        )
        indexes = (
            models.Index(
                fields=["due"], condition=models.Q(asked=None, answered=None, passed=False), name="outcome_to_ask"
            ),
        )
        ordering = ("months",)

    def __str__(self) -> str:
        return f"{self.months} {self.answer}"
