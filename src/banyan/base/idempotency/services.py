"""Doing a thing once, however often it is asked for.

The thing and the note of its answer are one transaction: a crash leaves both or neither, so trying again is always
safe. What failed wrote nothing and leaves no note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from banyan.base.clock import now
from banyan.base.errors import Conflict, Invalid
from banyan.base.idempotency.models import KeptAnswer

#: For so long the same key gets the same answer.
KEPT_FOR = timedelta(hours=24)
_LONGEST = 255
_TRY = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


class KeyReused(Invalid):
    """The key came with another request before."""

    code = "idempotency_key_reused"
    sentence = _("This idempotency key was used for another request. Nothing was done; choose a fresh key.")


class BadKey(Invalid):
    """No key can look like this."""

    code = "idempotency_key_bad"
    sentence = _("An idempotency key has 1 to 255 visible ASCII characters. Nothing was done.")


class StillGoing(Conflict):
    """The first request with this key is still being worked on."""

    code = "idempotency_key_busy"
    permanent = False
    sentence = _("The first request with this idempotency key is still being worked on. Ask again in a moment.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, and kept."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and whether it is one from before."""

    answer: Answer
    again: bool


def once(*, who: str, key: str, fingerprint: str, make: Callable[[], Answer]) -> Given:
    """Makes the answer, or gives the one that ``who`` got for this key within ``KEPT_FOR``.

    ``KeyReused`` when the key came with another fingerprint, ``StillGoing`` while the first one is being made,
    ``BadKey``; and whatever ``make`` raises, after which nothing of it stays.
    """
    if not 1 <= len(key) <= _LONGEST or not all("!" <= sign <= "~" for sign in key):
        raise BadKey({"Idempotency-Key": [BadKey.sentence]})
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_TRY, [f"idempotency:{who}:{key}"])
            if not cursor.fetchone()[0]:
                raise StillGoing
        row = KeptAnswer.objects.filter(who=who, key=key).first()
        if row is not None and row.at > now() - KEPT_FOR:
            if row.fingerprint != fingerprint:
                raise KeyReused({"Idempotency-Key": [KeyReused.sentence]})
            return Given(Answer(row.status, row.body, row.headers), again=True)
        answer = make()
        KeptAnswer.objects.update_or_create(
            who=who,
            key=key,
            defaults={
                "fingerprint": fingerprint,
                "status": answer.status,
                "headers": dict(answer.headers),
                "body": answer.body,
                "at": now(),
            },
        )
        return Given(answer, again=False)


def forget_old() -> int:
    """Removes answers nobody asks for any more; returns how many."""
    deleted, _rows = KeptAnswer.objects.filter(at__lte=now() - KEPT_FOR).delete()
    return deleted
