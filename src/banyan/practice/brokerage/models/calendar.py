from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now


class CalendarLink(models.Model):
    """The secret part of the address under which a person's calendar program reads their days."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return f"{self.made:%Y-%m-%d}"
