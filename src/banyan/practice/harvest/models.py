from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.practice.harvest.types import Form, RunState, SourceState


def _known(field: str, codes: type[StrEnum]) -> Q:
    return Q(**{f"{field}__in": [one.value for one in codes]})


class Source(models.Model):
    """A place whose records are read. ``node`` is what its records call their origin, one per source.

    ``since`` is up to when everything is known, by the source's own clock. ``failures`` counts readings that stopped,
    one after the other.
    """

    public_id = PublicIdField(prefix="src")
    form = models.CharField(max_length=12)
    address = models.CharField(max_length=1000)
    set = models.CharField(max_length=200, blank=True)
    node = models.CharField(max_length=200)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    licence = models.CharField(max_length=80, blank=True)
    owner_email = models.EmailField(max_length=254, blank=True)
    contact_url = models.URLField(max_length=500, blank=True)
    chapter = models.ForeignKey("chapters.Chapter", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mapping = models.JSONField(default=dict, blank=True)
    every_hours = models.PositiveIntegerField(default=24)
    state = models.CharField(max_length=8, default=SourceState.NEW.value)
    since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    next_run = models.DateTimeField(null=True)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_known("form", Form), name="source_form_known"),
            models.CheckConstraint(condition=_known("state", SourceState), name="source_state_known"),
            models.UniqueConstraint(
                fields=["node"], condition=~Q(state=SourceState.REMOVED.value), name="one_source_per_node"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One reading of a source. ``cursor`` moves in the transaction of the records before it, so that a killed run goes
    on where it was. ``counts`` by outcome; ``fields`` how many records have each field."""

    public_id = PublicIdField(prefix="run")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, default=RunState.RUNNING.value)
    started = models.DateTimeField(default=now, editable=False)
    finished = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    whole = models.BooleanField(default=False)
    cursor = models.TextField(blank=True)
    pages = models.PositiveIntegerField(default=0)
    stale_pages = models.PositiveIntegerField(default=0, help_text="Pages in a row that told nothing new.")
    counts = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)
    repeated = models.JSONField(default=list)
    dead_contacts = models.JSONField(default=list)
    trouble = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_known("state", RunState), name="run_state_known"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(state=RunState.RUNNING.value), name="one_run_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class SourceRecord(models.Model):
    """What a source said last under one of its ids, as it said it. ``listing`` is the public id of what it became:
    empty while it is broken, ours, or another source's."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="records")
    foreign_id = models.CharField(max_length=300)
    stamp = models.CharField(max_length=40, blank=True)
    payload = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    licence = models.CharField(max_length=80, blank=True)
    origin_node = models.CharField(max_length=200, blank=True)
    origin_id = models.CharField(max_length=300, blank=True)
    chain = models.JSONField(default=list)
    listing = models.CharField(max_length=40, blank=True)
    deleted = models.BooleanField(default=False)
    broken = models.JSONField(default=list, help_text="Sentences about what could not be taken.")
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="+")
    changed = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "foreign_id"], name="one_record_per_foreign_id"),
            models.UniqueConstraint(fields=["listing"], condition=~Q(listing=""), name="one_record_writes_a_listing"),
        )
        indexes = (models.Index(fields=["origin_node", "origin_id"], name="record_origin"),)

    def __str__(self) -> str:
        return self.foreign_id
