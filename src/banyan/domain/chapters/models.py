from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.chapters.types import ChapterRole, RemitKind


class Chapter(models.Model):
    """A branch with a remit. ``silent_after_days``: when its desk is silent so long, the parent hears of it, and looks
    after it from ``silent_since`` until it speaks again."""

    public_id = PublicIdField(prefix="chp")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    remit_kind = models.CharField(max_length=12, choices=RemitKind.choices, default=RemitKind.NATIONAL)
    places = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    sdgs = ArrayField(models.CharField(max_length=6), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    about = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    silent_after_days = models.PositiveSmallIntegerField(default=14)
    silent_since = models.DateTimeField(null=True, blank=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=models.Q(remit_kind__in=RemitKind.values), name="chapter_remit_known"),
        )

    def __str__(self) -> str:
        return self.name


class ChapterServant(models.Model):
    """A person serving a chapter in a role."""

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="servants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chapter_roles")
    role = models.CharField(max_length=20, choices=ChapterRole.choices)
    since = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["chapter", "user", "role"], name="one_role_once_per_chapter"),
            models.CheckConstraint(condition=models.Q(role__in=ChapterRole.values), name="chapter_role_known"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
