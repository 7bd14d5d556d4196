"""What the room of duplicates says of listings that stand in several places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q

from banyan.practice.matchmaking.models import Twin


def twins_set(*, of: Collection[str], groups: Collection[Sequence[str]]) -> None:
    """Forgets how these listings and their groups stood, and keeps the groups instead, the one to be shown first."""
    named = {*of, *(id for group in groups for id in group)}
    rows = [Twin(listing=id, group=group[0], place=place) for group in groups for place, id in enumerate(group)]
    with transaction.atomic():
        former = list(Twin.objects.filter(listing__in=list(named)).values_list("group", flat=True))
        Twin.objects.filter(Q(listing__in=list(named)) | Q(group__in=former)).delete()
        Twin.objects.bulk_create(rows, batch_size=1000)
