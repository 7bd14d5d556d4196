"""What the room of duplicates says of listings that stand in several places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q

from banyan.practice.matchmaking.models import Twin


def twins_set(*, of: Collection[str] | None, groups: Collection[Sequence[str]]) -> None:
    """Forgets how these listings (``None``: all) and their groups stood, and keeps the groups instead, the one to be
    shown first."""
    rows = [Twin(listing=id, group=group[0], place=place) for group in groups for place, id in enumerate(group)]
    with transaction.atomic():
        former = Twin.objects.all()
        if of is not None:
            named = list({*of, *(row.listing for row in rows)})
            known = list(former.filter(listing__in=named).values_list("group", flat=True))
            former = former.filter(Q(listing__in=named) | Q(group__in=known))
        former.delete()
        Twin.objects.bulk_create(rows, batch_size=1000)
