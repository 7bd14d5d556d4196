from __future__ import annotations

from django.db import models

from banyan.base.clock import now


class IndexPending(models.Model):
    """A listing whose change the index has not seen yet; one row per change, removed once a generation has it."""

    listing = models.CharField(max_length=40, help_text="Public id.")
    since = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return self.listing
