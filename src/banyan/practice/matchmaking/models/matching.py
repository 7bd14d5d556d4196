from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.listings.types import DeclineReason
from banyan.practice.matchmaking.types import Verdict


class IndexPending(models.Model):
    """A listing whose change the index has not seen yet; one row per change, removed once a generation has it."""

    listing = models.CharField(max_length=40, help_text="Public id.")
    since = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return self.listing


class Twin(models.Model):
    """A listing that stands in several places, as the room of duplicates said: of those with the same ``group`` that a
    reader would see, the one with the least ``place`` is shown."""

    listing = models.CharField(max_length=40, unique=True, help_text="Public id.")
    group = models.CharField(max_length=40, help_text="Public id of the listing at place 0.")
    place = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=["group", "place"], name="twin_group"),)

    def __str__(self) -> str:
        return f"{self.listing} {self.place}"


class Showing(models.Model):
    """A page of answers on which somebody judged: what stood where, with which score, and what had ranked it.

    ``answers`` are rows of listing, place, position from 1, and score. Pages on which nobody judged are not kept.
    """

    token = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, help_text="Public id of the listing whose answers these are.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    model = models.CharField(max_length=80, blank=True)
    encoder = models.CharField(max_length=200, blank=True)
    generation = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["token", "by"], name="one_showing_per_page"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.at:%Y-%m-%d}"


class Judgement(models.Model):
    """What one person says of one answer to a listing. ``counts`` when the ranking may learn from it: said by those
    who answer for the need, and not of a listing of their own."""

    public_id = PublicIdField(prefix="jdg")
    subject = models.CharField(max_length=40, help_text="Public id of the listing whose answers were looked at.")
    need = models.CharField(max_length=40, help_text="Public id; the subject, or what an offer was held against.")
    listing = models.CharField(max_length=40, help_text="Public id of what was judged for the need.")
    verdict = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Verdict])
    reason = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    counts = models.BooleanField(default=False)
    showing = models.ForeignKey(Showing, null=True, on_delete=models.SET_NULL, related_name="judgements")
    position = models.PositiveSmallIntegerField(null=True, help_text="Where it stood in its list, from 1.")
    score = models.FloatField(null=True, help_text="The score then, 0 to 100.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["need", "listing", "by"], name="one_judgement_per_person"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=[one.value for one in Verdict]), name="judgement_verdict_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["", *(one.value for one in DeclineReason)]),
                name="judgement_reason_known",
            ),
        )
        indexes = (models.Index(fields=["subject", "by"], name="judgement_subject"),)

    def __str__(self) -> str:
        return f"{self.need} {self.verdict} {self.listing}"


class Refit(models.Model):
    """Weights that this node's own judgements gave the parts of a score. At most one is in force, and only on the
    version of the shipped ranking (``base``) that it was fitted on."""

    base = models.CharField(max_length=80)
    weights = models.JSONField(help_text="Part of the score → its factor, 1 as shipped.")
    bias = models.FloatField(default=0.0, help_text="Added to the log-odds of every score.")
    report = models.JSONField(default=dict, help_text="Before and after on held-back needs.")
    at = models.DateTimeField(default=now, editable=False)
    active = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["active"], condition=models.Q(active=True), name="one_refit_in_force"),
        )

    def __str__(self) -> str:
        return f"{self.base} {self.at:%Y-%m-%d}"
