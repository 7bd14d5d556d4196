from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.organisations.types import MemberRole, OrganisationKind, OrganisationSize, Standing


class Organisation(models.Model):
    """Who stands behind listings. ``version`` grows with each change, so that stale forms are noticed."""

    public_id = PublicIdField(prefix="org")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=32, choices=OrganisationKind.choices)
    size = models.CharField(max_length=10, choices=OrganisationSize.choices, blank=True)
    country = models.CharField(max_length=2)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    website = models.URLField(max_length=300, blank=True)
    about = models.TextField(blank=True)
    ror = models.CharField(max_length=40, blank=True)
    chapter = models.ForeignKey("chapters.Chapter", null=True, blank=True, on_delete=models.SET_NULL)
    verified = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    refused = models.DateTimeField(null=True, blank=True, editable=False)
    refusal = models.TextField(blank=True, editable=False, help_text="Why a chapter could not check it.")
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(size__in=[*OrganisationSize.values, ""]), name="organisation_size_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verified__isnull=True) | models.Q(refused__isnull=True),
                name="organisation_judged_once",
            ),
            models.UniqueConstraint(fields=["ror"], condition=~models.Q(ror=""), name="one_organisation_per_ror"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> Standing:
        """What a chapter has said of it."""
        return Standing.VERIFIED if self.verified else Standing.REFUSED if self.refused else Standing.WAITING

    def set_standing(self, standing: Standing, *, at: datetime, by: int | None, reason: str = "") -> None:
        """Sets what a chapter says; the caller saves."""
        self.verified = at if standing is Standing.VERIFIED else None
        self.refused = at if standing is Standing.REFUSED else None
        self.verified_by_id = by if standing is not Standing.WAITING else None
        self.refusal = reason


class Membership(models.Model):
    """A person acting for an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=MemberRole.choices, default=MemberRole.MEMBER)
    joined = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_per_person"),
            models.CheckConstraint(condition=models.Q(role__in=MemberRole.values), name="member_role_known"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
