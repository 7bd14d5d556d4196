from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.listings.types import DeclineReason
from banyan.practice.brokerage.rules import LIVE, STANDING
from banyan.practice.brokerage.types import Nudge, Side, State, Verb

_LIVE = models.Q(state__in=[state.value for state in LIVE])


class Enquiry(models.Model):
    """One person's first word about one listing, and what came of it.

    ``listing`` is empty once its row was removed for good: what people said to each other stays theirs. ``own`` is the
    asker's listing for which they ask; ``unnamed`` keeps their name until they are accepted. ``due`` is when the day
    is over by whose end the next word was promised, ``left`` what those asked had left when they asked back, ``taken``
    what the clock did last in this turn and ``acted`` when, ``next_at`` when it has to look again. ``answerer`` is who
    accepted.
    """

    public_id = PublicIdField(prefix="enq")
    listing = models.ForeignKey("listings.Listing", null=True, on_delete=models.SET_NULL, related_name="+")
    own = models.ForeignKey("listings.Listing", null=True, on_delete=models.SET_NULL, related_name="+")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    unnamed = models.BooleanField(default=False)
    who = models.TextField()
    what = models.TextField()
    hopes = models.TextField()

    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State], default=State.OPEN.value)
    how = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Verb], default=Verb.SEND.value)
    reason = models.CharField(max_length=24, blank=True)
    line = models.TextField(blank=True)
    answerer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    promise_days = models.PositiveSmallIntegerField()
    due = models.DateTimeField(null=True)
    left = models.DurationField(default=timedelta(0))
    taken = models.PositiveSmallIntegerField(default=Nudge.NONE.value)
    acted = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    first_due = models.DateTimeField()
    first_answered = models.DateTimeField(null=True)

    sent = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in State]), name="enquiry_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["", *(one.value for one in DeclineReason)]), name="enquiry_reason_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.DECLINED.value) | ~models.Q(reason=""), name="enquiry_no_has_a_reason"
            ),
            models.CheckConstraint(
                condition=(_LIVE & models.Q(due__isnull=False)) | (~_LIVE & models.Q(due__isnull=True)),
                name="enquiry_due_while_live",
            ),
            models.CheckConstraint(
                condition=~_LIVE | models.Q(next_at__isnull=False), name="enquiry_looked_at_while_live"
            ),
            models.UniqueConstraint(
                fields=["listing", "asker"],
                condition=models.Q(state__in=[state.value for state in STANDING]),
                name="one_standing_enquiry",
            ),
        )
        indexes = (
            models.Index(fields=["next_at", "id"], condition=_LIVE, name="enquiry_next"),
            models.Index(
                fields=["id"],
                condition=_LIVE & (models.Q(listing__isnull=True) | models.Q(asker__isnull=True)),
                name="enquiry_one_sided",
            ),
            models.Index(fields=["-changed", "-public_id"], name="enquiry_newest"),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class EnquiryLine(models.Model):
    """A question or an answer; none is changed afterwards."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Side])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return f"{self.side} {self.at:%Y-%m-%d}"


class EnquiryDraft(models.Model):
    """What somebody has typed so far; seen by nobody else and gone once it is sent."""

    listing = models.ForeignKey("listings.Listing", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    said = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["listing", "person"], name="one_enquiry_draft"),)

    def __str__(self) -> str:
        return f"draft {self.at:%Y-%m-%d}"
