"""Rows that wait for those who look after a chapter; whose they are is asked by the caller."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from banyan.domain.listings.models import Listing
from banyan.domain.listings.rules import REMINDERS
from banyan.domain.listings.types.enums import State


def waiting_for_check() -> QuerySet[Listing]:
    """What is to be checked before others see it."""
    return Listing.objects.filter(state=State.IN_REVIEW)


def expiring_unconfirmed(today: date) -> QuerySet[Listing]:
    """What expires soon although it could go on: nobody has confirmed it lately, and it does not simply close."""
    soon = timedelta(days=max(REMINDERS))
    rows = Listing.objects.filter(
        state=State.PUBLISHED, expires__gte=today, expires__lte=today + soon, follows_source=False, is_sample=False
    )
    unconfirmed = Q(last_confirmed__isnull=True) | Q(last_confirmed__lt=today - soon)
    return rows.filter(unconfirmed).exclude(closes__isnull=False, closes__lte=F("expires"))
