"""Writes of the room, one file per verb: one transaction, the trail, one audit row, one outbox event each."""

from banyan.domain.moderation.services.flags import flag_raise, listing_report
from banyan.domain.moderation.services.forgetting import flags_forget
from banyan.domain.moderation.services.guarding import moment_known, moment_now, person_like
from banyan.domain.moderation.services.publishing import listing_publish, sketches_complete
from banyan.domain.moderation.services.steps import (
    flag_appeal,
    flag_dismiss,
    flag_overturn,
    flag_resolve,
    flag_uphold,
)

__all__ = [
    "flag_appeal",
    "flag_dismiss",
    "flag_overturn",
    "flag_raise",
    "flag_resolve",
    "flag_uphold",
    "flags_forget",
    "listing_publish",
    "listing_report",
    "moment_known",
    "moment_now",
    "person_like",
    "sketches_complete",
]
