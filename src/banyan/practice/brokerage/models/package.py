from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.domain.listings.types import Criterion
from banyan.practice.brokerage.models.case import Case
from banyan.practice.brokerage.types.package import Held, Slot, SlotState


class CaseCheck(models.Model):
    """What a person found of one condition of the need."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    criterion = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Criterion])
    held = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Held])
    line = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "criterion"], name="one_check_per_criterion"),
            models.CheckConstraint(
                condition=models.Q(criterion__in=[one.value for one in Criterion]), name="check_criterion_known"
            ),
            models.CheckConstraint(condition=models.Q(held__in=[one.value for one in Held]), name="check_held_known"),
        )

    def __str__(self) -> str:
        return f"{self.criterion} {self.held}"


class CaseSlot(models.Model):
    """How one slot of the package stands. ``title`` stays when the listing goes."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="slots")
    slot = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Slot])
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in SlotState])
    listing = models.ForeignKey("listings.Listing", null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    line = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "slot"], name="one_row_per_slot"),
            models.CheckConstraint(condition=models.Q(slot__in=[one.value for one in Slot]), name="slot_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in SlotState]), name="slot_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[SlotState.OUTSIDE.value, SlotState.NOT_NEEDED.value])
                | ~models.Q(line=""),
                name="slot_without_listing_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.slot} {self.state}"
