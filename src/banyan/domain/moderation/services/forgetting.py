"""What is not kept for ever: the words of a report that was decided long ago, and from where a visitor sent it."""

from __future__ import annotations

from datetime import timedelta

from banyan.base.clock import now
from banyan.domain.moderation import rules
from banyan.domain.moderation.models import Flag
from banyan.domain.moderation.types import State

_AFTER = timedelta(days=180)
_DECIDED = [*rules.FINAL, State.RESOLVED]


def flags_forget() -> int:
    """Removes words and lines of reports decided half a year ago; how many. A digest and the decision stay."""
    old = Flag.objects.filter(state__in=_DECIDED, changed__lt=now() - _AFTER).exclude(words="", line="")
    old.filter(who__startswith="visitor:").update(who="visitor")
    return old.update(words="", line="")
