from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError

from banyan.base.audit.services import record
from banyan.base.outbox.services import publish
from banyan.domain.organisations.models import Organisation


def sample_remove(*, actor: str = "") -> tuple[int, int]:
    """Removes sample organisations except those that real listings lean on. Returns how many are gone, and kept."""
    gone = kept = 0
    for organisation in Organisation.objects.filter(is_sample=True).order_by("pk"):
        try:
            with transaction.atomic():
                before = {"name": organisation.name, "slug": organisation.slug}
                public_id = organisation.public_id
                organisation.delete()
                record(
                    action="organisation.sample_remove",
                    object_type="organisation",
                    object_id=public_id,
                    actor=actor,
                    before=before,
                )
                publish(topic="organisation.changed", key=public_id)
        except ProtectedError:
            kept += 1
        else:
            gone += 1
    return gone, kept
