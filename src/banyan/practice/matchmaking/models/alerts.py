from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.listings.types import DeclineReason
from banyan.practice.matchmaking.types import About, Frequency, LetterState, NoticeState


class Alert(models.Model):
    """What one person asks to be told of: what a search finds, or what answers a listing.

    ``key`` names what is watched, so that nobody watches it twice. ``standing`` came with the publication of a
    listing. ``vector`` is what the search's words mean (half-precision), by the encoder ``vector_of``. ``feed`` is the
    secret part of the feed's address.
    """

    public_id = PublicIdField(prefix="alr")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=8, choices=[(one.value, one.value) for one in About])
    key = models.CharField(max_length=48)
    name = models.CharField(max_length=120, blank=True)
    request = models.JSONField(default=dict)
    listing = models.CharField(
        max_length=40, blank=True, help_text="Public id of the listing whose answers are watched."
    )
    standing = models.BooleanField(default=False)
    frequency = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in Frequency], default=Frequency.DAILY.value
    )
    active = models.BooleanField(default=True)
    feed = models.CharField(max_length=64, null=True, unique=True)
    vector = models.BinaryField(null=True)
    vector_of = models.CharField(max_length=200, blank=True)
    made = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "key"], name="one_alert_per_wish"),
            models.CheckConstraint(
                condition=models.Q(frequency__in=[one.value for one in Frequency]), name="alert_frequency_known"
            ),
            models.CheckConstraint(
                condition=(models.Q(about=About.SEARCH.value) & models.Q(listing=""))
                | (models.Q(about=About.LISTING.value) & ~models.Q(listing="")),
                name="alert_about_one_thing",
            ),
        )
        indexes = (
            models.Index(fields=["about"], condition=models.Q(active=True), name="alert_watching"),
            models.Index(fields=["listing"], condition=~models.Q(listing=""), name="alert_subject"),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.frequency}"


class Letter(models.Model):
    """One letter to one person about what was found for them. ``taken``: when it was handed to the mail server."""

    public_id = PublicIdField(prefix="ltr")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in LetterState], default=LetterState.READY.value
    )
    made = models.DateTimeField(default=now, editable=False)
    taken = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-made"], name="letter_last"),
            models.Index(fields=["made"], condition=models.Q(state=LetterState.READY.value), name="letter_ready"),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Notice(models.Model):
    """That one person is told of one listing. There is one row for the two, for ever: nobody is told twice.

    ``due`` is when a letter may tell it; empty where none shall.
    """

    public_id = PublicIdField(prefix="ntc")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    listing = models.CharField(max_length=40)
    state = models.CharField(
        max_length=8, choices=[(one.value, one.value) for one in NoticeState], default=NoticeState.WAITING.value
    )
    found = models.DateTimeField(default=now, editable=False)
    due = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="notices")
    read = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "listing"], name="nobody_is_told_twice"),
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in NoticeState]), name="notice_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["", *(one.value for one in DeclineReason)]), name="notice_reason_known"
            ),
        )
        indexes = (
            models.Index(fields=["due"], condition=models.Q(state=NoticeState.WAITING.value), name="notice_due"),
            models.Index(fields=["person", "-found", "-public_id"], name="notice_newest"),
            models.Index(fields=["listing"], name="notice_listing"),
        )

    def __str__(self) -> str:
        return f"{self.listing} {self.state}"


class Finding(models.Model):
    """Which alert found it, how well it fits (0–100), and why: messages with their values, said when they are read."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="findings")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="findings")
    score = models.FloatField(default=0.0)
    why = models.JSONField(default=list)
    found = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["alert", "notice"], name="one_finding_per_alert"),)
        indexes = (models.Index(fields=["alert", "-found"], name="finding_newest"),)

    def __str__(self) -> str:
        return f"{self.score:.0f} {self.found:%Y-%m-%d}"


class AlertPending(models.Model):
    """A listing at which no alert has looked since it changed; removed with the findings it gave. ``shown``: it came
    before people's eyes."""

    listing = models.CharField(max_length=40)
    shown = models.BooleanField(default=False)
    since = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return self.listing


class KnownListing(models.Model):
    """How a listing was when alerts last looked at it (``rules.Sketch``), to tell news from a mended comma."""

    listing = models.CharField(max_length=40, unique=True)
    published = models.CharField(max_length=40)
    facts = models.CharField(max_length=24)
    words = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.listing
