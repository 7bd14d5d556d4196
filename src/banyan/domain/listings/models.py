from __future__ import annotations

from enum import StrEnum

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.domain.listings.types.enums import Kind, State, TranslationStatus, Visibility
from banyan.domain.listings.types.labels import options

_SHOWN = models.Q(state=State.PUBLISHED.value)


def _values(codes: type[StrEnum]) -> list[str]:
    return [code.value for code in codes]


def _codes(length: int = 16) -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


@pghistory.track(exclude=["public_id", "facets"])  # the first is unique, the second follows from the answers
class Listing(models.Model):
    """Anything published for matching.

    What people search by has a column; the other answers are in ``details``, as the field registry writes them.
    ``facets``, ``trl``, ``closes`` and ``completeness`` follow from the answers and are set with them. ``version``
    grows with each change, so that stale forms are noticed. ``origin_*`` is where an imported listing comes from;
    ``follows_source`` says that its owners here cannot change it.
    """

    public_id = PublicIdField(prefix="lst")
    kind = models.CharField(max_length=12, choices=options(Kind), editable=False)
    state = models.CharField(max_length=12, choices=options(State), default=State.DRAFT.value, editable=False)
    state_reason = models.TextField(blank=True, editable=False, help_text="Why it was sent back or withdrawn.")

    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    details = models.JSONField(default=dict, blank=True)
    sdgs = _codes()
    sectors = _codes()
    technologies = _codes()
    places = _codes()
    languages = _codes()
    cooperation = _codes(24)
    territories = _codes()
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=80, blank=True)
    anonymous = models.BooleanField(default=False)
    visibility = models.JSONField(default=dict, blank=True)

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chapter = models.ForeignKey("chapters.Chapter", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact_email = models.EmailField(max_length=254, blank=True)
    deputy_email = models.EmailField(max_length=254, blank=True)

    trl = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    closes = models.DateField(null=True, blank=True, editable=False)
    facets = _codes(60)
    completeness = models.PositiveSmallIntegerField(default=0, editable=False)

    created = models.DateTimeField(default=now, editable=False)
    changed = models.DateTimeField(default=now, editable=False)
    published = models.DateTimeField(null=True, blank=True, editable=False)
    expires = models.DateField(null=True, blank=True, editable=False)
    last_confirmed = models.DateField(null=True, blank=True, editable=False)
    reminded = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    origin_node = models.CharField(max_length=200, blank=True, editable=False)
    origin_id = models.CharField(max_length=300, blank=True, editable=False)
    origin_chain = models.JSONField(default=list, blank=True, editable=False)
    origin_digest = models.CharField(max_length=64, blank=True, editable=False)
    imported_version = models.PositiveIntegerField(default=0, editable=False)
    follows_source = models.BooleanField(default=False, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=_values(Kind)), name="listing_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=_values(State)), name="listing_state_known"),
            models.CheckConstraint(
                condition=~_SHOWN
                | (~models.Q(title="") & models.Q(published__isnull=False) & models.Q(expires__isnull=False)),
                name="listing_published_is_whole",
            ),
            models.CheckConstraint(condition=models.Q(completeness__lte=100), name="listing_completeness_percent"),
            models.CheckConstraint(
                condition=models.Q(trl__isnull=True) | models.Q(trl__range=(1, 9)), name="listing_trl_range"
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="listing_version_counts"),
            models.CheckConstraint(
                condition=models.Q(origin_node="", origin_id="") | ~(models.Q(origin_node="") | models.Q(origin_id="")),
                name="listing_origin_both_or_none",
            ),
            models.UniqueConstraint(
                fields=["origin_node", "origin_id"],
                condition=~models.Q(origin_id=""),
                name="one_listing_per_origin",
            ),
        )
        indexes = (
            GinIndex(fields=["facets"], name="listing_facets"),
            models.Index(
                fields=["-published", "-public_id"],
                condition=_SHOWN,
                name="listing_newest",
            ),
            models.Index(fields=["closes", "public_id"], condition=_SHOWN, name="listing_closing"),
            models.Index(fields=["expires"], name="listing_expires"),
            models.Index(fields=["changed", "public_id"], name="listing_changed"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"


class Gone(models.Model):
    """What stays of a sample listing that was public and whose row was removed: other nodes must learn that it is gone.

    ``chapter`` is its slug, where the listing told it to everybody.
    """

    public_id = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=12, choices=options(Kind))
    chapter = models.CharField(max_length=80, blank=True)
    changed = models.DateTimeField(default=now)

    class Meta:
        indexes = (models.Index(fields=["changed", "public_id"], name="gone_changed"),)

    def __str__(self) -> str:
        return self.public_id


class ListingTranslation(models.Model):
    """A listing's text in another language. ``of_text`` is a digest of the original it was made from."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="translations")
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=options(TranslationStatus))
    engine = models.CharField(max_length=80, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=now)
    of_text = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["listing", "field", "language"], name="one_text_per_language"),
            models.CheckConstraint(
                condition=models.Q(status__in=_values(TranslationStatus)), name="translation_status_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.field}"


class Attachment(models.Model):
    """A file that belongs to a listing. ``content_type`` is what the bytes are, not what the sender said."""

    public_id = PublicIdField(prefix="att")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="listings/%Y/%m/", max_length=200)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    visibility = models.CharField(max_length=20, choices=options(Visibility), default=Visibility.PUBLIC.value)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["listing", "sha256"], name="one_file_once_per_listing"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=_values(Visibility)), name="file_visibility_known"
            ),
        )

    def __str__(self) -> str:
        return self.name
