from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.listings.types import Cooperation
from banyan.practice.brokerage.models.case import Case
from banyan.practice.brokerage.types.agreement import PilotVerdict, Term, TermState


class CaseTerm(models.Model):
    """How one term of the term sheet stands."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms")
    term = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Term])
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in TermState])
    line = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "term"], name="one_row_per_term"),
            models.CheckConstraint(condition=models.Q(term__in=[one.value for one in Term]), name="term_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in TermState]), name="term_state_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.term} {self.state}"


class CaseAgreement(models.Model):
    """The facts of the agreement. What it is worth is for the people of the case alone."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="agreement")
    signed = models.DateField(null=True)
    kind = models.CharField(max_length=24, blank=True, choices=[(one.value, one.value) for one in Cooperation])
    low = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(low__isnull=True)
                | models.Q(high__isnull=True)
                | models.Q(low__lte=models.F("high")),
                name="agreement_range_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(low__isnull=True, high__isnull=True) | ~models.Q(currency=""),
                name="agreement_value_has_a_currency",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.signed}"


class CasePilot(models.Model):
    """What a pilot showed: where, from when to when, what was measured, compared with what, and the verdict."""

    public_id = PublicIdField(prefix="plt")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pilots")
    place = models.CharField(max_length=200)
    begun = models.DateField(null=True)
    ended = models.DateField(null=True)
    quantity = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(max_length=60, blank=True)
    compared_with = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=8, choices=[(one.value, one.value) for one in PilotVerdict])
    line = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict__in=[one.value for one in PilotVerdict]), name="pilot_verdict_known"
            ),
            models.CheckConstraint(
                condition=models.Q(begun__isnull=True)
                | models.Q(ended__isnull=True)
                | models.Q(begun__lte=models.F("ended")),
                name="pilot_days_in_order",
            ),
        )
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.public_id} {self.verdict}"
