from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.types import Move, Stage

_STAGES = [one.value for one in Stage]
_CHOICES = [(one.value, one.value) for one in Stage]
_REASONS = ["", *(one.value for one in DeclineReason)]


class Case(models.Model):
    """The followed-up transfer between one who needs and one who has, from the introduction to use.

    ``seeker`` and ``provider`` are the persons who speak first; everybody who answers for ``need`` or ``offer`` stands
    beside them. ``accepted``: it grew out of an enquiry that was accepted. ``*_named``: the other side knows who that
    side is. ``left`` is where a closed case stood.
    """

    public_id = PublicIdField(prefix="cas")
    title = models.CharField(max_length=200)
    need = models.ForeignKey("listings.Listing", null=True, on_delete=models.SET_NULL, related_name="+")
    offer = models.ForeignKey("listings.Listing", null=True, on_delete=models.SET_NULL, related_name="+")
    enquiry = models.OneToOneField("brokerage.Enquiry", null=True, on_delete=models.SET_NULL, related_name="+")
    chapter = models.ForeignKey("chapters.Chapter", null=True, on_delete=models.SET_NULL, related_name="+")
    accepted = models.BooleanField(default=False)

    seeker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    seeker_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    seeker_named = models.BooleanField(default=False)
    provider = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    provider_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    provider_named = models.BooleanField(default=False)
    broker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    stage = models.CharField(max_length=20, choices=_CHOICES, default=Stage.INTRODUCED.value)
    left = models.CharField(max_length=20, choices=_CHOICES, blank=True)
    reason = models.CharField(max_length=24, blank=True)

    opened = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(stage__in=_STAGES), name="case_stage_known"),
            models.CheckConstraint(condition=models.Q(reason__in=_REASONS), name="case_reason_known"),
            models.CheckConstraint(
                condition=(models.Q(stage=Stage.CLOSED.value) & ~models.Q(left__in=["", Stage.CLOSED.value]))
                | (~models.Q(stage=Stage.CLOSED.value) & models.Q(left="", reason="")),
                name="case_closed_knows_its_road",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.CLOSED.value) | ~models.Q(reason=""), name="case_closed_has_a_reason"
            ),
            models.UniqueConstraint(fields=["need", "offer"], name="one_case_per_pair"),
        )
        indexes = (models.Index(fields=["-changed", "-public_id"], name="case_newest"),)

    def __str__(self) -> str:
        return f"{self.public_id} {self.stage}"


class CaseStay(models.Model):
    """One stay of a case in a stage; the open one (without ``until``) is the present, with its owner and next step.

    ``reminded``: its owner was told that it takes longer than planned.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stays")
    stage = models.CharField(max_length=20, choices=_CHOICES)
    how = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Move])
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    line = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    due = models.DateField(null=True)
    next_step = models.CharField(max_length=200, blank=True)
    reminded = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(stage__in=_STAGES), name="stay_stage_known"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(until=None), name="one_present_stay"),
        )
        indexes = (models.Index(fields=["due"], condition=models.Q(until=None, reminded=None), name="stay_to_remind"),)
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.stage} {self.since:%Y-%m-%d}"


class CaseTask(models.Model):
    """Something that somebody of the case has to do. ``reminded``: its owner was told that the day is over."""

    public_id = PublicIdField(prefix="tsk")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    due = models.DateField(null=True)
    done = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["due"], condition=models.Q(done=None, reminded=None), name="task_to_remind"),)

    def __str__(self) -> str:
        return f"{self.public_id} {self.due}"
