"""Whether a form was filled by a person: without cookies, scripts, pictures to read or anybody else's service."""

from __future__ import annotations

from django.conf import settings
from django.core import signing

from banyan.base.clock import now
from banyan.domain.moderation.errors import TooQuick, Trapped
from banyan.domain.moderation.types import Guard

_SALT = "banyan.moderation.moment"


def moment_now(purpose: str) -> str:
    """What a form carries: when it was shown, and for what; signed, so that nobody makes one up."""
    return signing.dumps([purpose, int(now().timestamp() * 1000)], salt=_SALT)


def moment_known(moment: str, purpose: str) -> bool:
    """Whether we made it for such a form."""
    return _milliseconds(moment, purpose) is not None


def person_like(guard: Guard, purpose: str) -> None:
    """``Trapped`` when a field was filled that people do not see, ``TooQuick`` when nobody can have read the form.

    A form without a moment of ours was not shown by us; it is told the same. An old moment is good: a person may leave
    a page open for days.
    """
    if guard.trap.strip():
        raise Trapped
    least = settings.BANYAN_FORM_SECONDS
    if not least:
        return
    shown = _milliseconds(guard.moment, purpose)
    if shown is None or now().timestamp() * 1000 - shown < least * 1000:
        raise TooQuick


def _milliseconds(moment: str, purpose: str) -> int | None:
    try:
        found = signing.loads(moment, salt=_SALT)
    except signing.BadSignature:
        return None
    if not isinstance(found, list) or len(found) != 2 or found[0] != purpose or not isinstance(found[1], int):
        return None
    return found[1]
