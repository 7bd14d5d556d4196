from __future__ import annotations

from enum import StrEnum

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.moderation.types.enums import Measure, Reason, State, Thing, Verb


def _options(codes: type[StrEnum]) -> list[tuple[str, str]]:
    return [(code.value, code.value) for code in codes if code.value]


class Flag(models.Model):
    """What somebody reported.

    ``about`` is the public id of the thing and says nothing about where its table is; ``listing`` is set for listings.
    ``who`` is the public id of whoever reported it, or a keyed digest of a visitor's address; ``owner`` of whoever
    wrote the thing. ``words`` are what was to be read at the time; they are forgotten some time after the last
    decision, and ``digest`` stays. ``found``, ``note`` and ``measure`` are of the first decision, ``answer`` of the
    second.
    """

    public_id = PublicIdField(prefix="flg")
    kind = models.CharField(max_length=12, choices=_options(Thing))
    about = models.CharField(max_length=40)
    listing = models.ForeignKey("listings.Listing", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    chapter = models.ForeignKey("chapters.Chapter", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=60)
    owner = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=16, choices=_options(Reason))
    line = models.TextField(blank=True)
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=_options(State), default=State.WAITING.value)
    found = models.CharField(max_length=16, choices=_options(Reason), blank=True)
    note = models.TextField(blank=True)
    measure = models.CharField(max_length=12, choices=_options(Measure), blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    appeal = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    at = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "about", "who"],
                condition=models.Q(state=State.WAITING.value),
                name="one_standing_flag_a_person",
            ),
            models.CheckConstraint(condition=models.Q(state__in=[one.value for one in State]), name="flag_state_known"),
        )
        indexes = (
            models.Index(fields=["kind", "about"], name="flag_thing"),
            models.Index(fields=["state", "at"], name="flag_queue"),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class FlagStep(models.Model):
    """One line of a report's history; never changed or removed."""

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12, choices=_options(Verb))
    by = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        triggers = (pgtrigger.Protect(name="flag_trail_stays", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class Sketch(models.Model):
    """By which a published listing is found again in a near-copy; of what everybody may read of it."""

    listing = models.OneToOneField("listings.Listing", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    hashes = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        indexes = (GinIndex(fields=["hashes"], name="sketch_hashes"),)

    def __str__(self) -> str:
        return f"{self.pk} v{self.version}"
