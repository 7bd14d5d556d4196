from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.practice.duplicates.types import PairState, Why


class Sketch(models.Model):
    """What is compared of a published listing, from what everybody may read of it (``rules.Signature``).

    ``bands`` leave boilerplate out, ``shingles`` (little-endian 32-bit hashes) have it still. ``own``: it does not
    follow a source.
    """

    listing = models.OneToOneField("listings.Listing", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=12, blank=True)
    own = models.BooleanField()
    completeness = models.PositiveSmallIntegerField()
    published = models.DateTimeField()
    digest = models.CharField(max_length=32)
    keys = ArrayField(models.CharField(max_length=300), default=list)
    bands = ArrayField(models.IntegerField(), default=list)
    shingles = models.BinaryField()
    title = models.BinaryField()

    class Meta:
        indexes = (
            GinIndex(fields=["keys"], name="sketch_keys"),
            GinIndex(fields=["bands"], name="sketch_bands"),
            models.Index(fields=["digest"], name="sketch_digest"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.digest}"


class Boilerplate(models.Model):
    """Shingles that stand in very many listings, as the last look at all of them found; one row."""

    shingles = models.BinaryField()
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Pair(models.Model):
    """Two listings that are or may be the same, the one with the lesser public id first.

    What a person said (``same``, ``apart``) is never changed by what is found. ``found_as`` is the state to which
    undoing goes back.
    """

    public_id = PublicIdField(prefix="dup")
    one = models.ForeignKey("listings.Listing", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("listings.Listing", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=[(code.value, code.value) for code in PairState])
    found_as = models.CharField(max_length=8, choices=[(code.value, code.value) for code in PairState])
    why = models.CharField(max_length=10, choices=[(code.value, code.value) for code in Why])
    likeness = models.PositiveSmallIntegerField()
    found = models.DateTimeField(default=now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="one_pair_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="pair_of_two"),
            models.CheckConstraint(
                condition=models.Q(state__in=[code.value for code in PairState]), name="pair_state_known"
            ),
        )
        indexes = (
            models.Index(fields=["state", "-found", "-public_id"], name="pair_newest"),
            models.Index(fields=["other"], name="pair_other"),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Waiting(models.Model):
    """A listing that changed and was not looked at since. ``by_words``: only its meaning is still to be compared, once
    the index has it."""

    listing = models.CharField(max_length=40)
    by_words = models.BooleanField(default=False)
    since = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return self.listing
