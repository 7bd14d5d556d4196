"""Keys that programs carry in a person's name. Only a fingerprint of a key is kept: nobody can read it here again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now, today
from banyan.base.errors import Invalid
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.errors import BadToken, NoSuchToken, TooManyTokens
from banyan.domain.accounts.models import AccessToken, User
from banyan.domain.accounts.rules import MOST_TOKENS, TOKEN_HEAD, TOKEN_SHOWN, token_works
from banyan.domain.accounts.types import TOKEN_DAYS, Bearer, NewToken, Scope

_LONGEST = 200
_NAME = 80


def token_create(*, by: User, name: str, scopes: Collection[Scope], days: int) -> NewToken:
    """A new key of the person's. ``NewToken.secret`` is the only time that anybody sees it.

    ``Invalid`` without a name or anything it opens, or for another lifetime than ``TOKEN_DAYS``; ``TooManyTokens``.
    """
    called = tidy(name)[:_NAME]
    wrong = {
        "name": [] if called else [_("Give it a name, so that you know later what it is for.")],
        "scopes": [] if scopes else [_("Choose at least one thing that it opens.")],
        "days": [] if days in TOKEN_DAYS else [_("Choose how long it works.")],
    }
    if any(wrong.values()):
        raise Invalid({field: said for field, said in wrong.items() if said})
    secret = f"{TOKEN_HEAD}{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # one at a time, so that they are counted right
        if AccessToken.objects.filter(person=by, revoked=None, expires__gte=today()).count() >= MOST_TOKENS:
            raise TooManyTokens({"name": [TooManyTokens.sentence]})
        row = AccessToken.objects.create(
            person=by,
            name=called,
            scopes=[scope.value for scope in Scope if scope in scopes],
            prefix=secret[:TOKEN_SHOWN],
            sha256=_fingerprint(secret),
            expires=today() + timedelta(days=days),
        )
        record(
            action="token.create", object_type="token", object_id=row.public_id, actor=by.public_id, after=_told(row)
        )
        publish(topic="token.created", key=row.public_id)
    return NewToken(id=row.public_id, secret=secret)


def token_revoke(*, public_id: str, by: User) -> None:
    """Ends a key of the person's at once and for good; a second time changes nothing. ``NoSuchToken``."""
    with transaction.atomic():
        row = AccessToken.objects.select_for_update().filter(public_id=public_id, person_id=by.pk).first()
        if row is None:
            raise NoSuchToken(id=public_id)
        if row.revoked is not None:
            return
        before = _told(row)
        row.revoked = now()
        row.save(update_fields=["revoked"])
        record(
            action="token.revoke",
            object_type="token",
            object_id=row.public_id,
            actor=by.public_id,
            before=before,
            after=_told(row),
        )
        publish(topic="token.revoked", key=row.public_id)


def token_use(secret: str) -> Bearer:
    """Whose key it is and what it opens; ``BadToken`` for one that is unknown, ended, expired, or of a closed account.

    The last use is kept by the day alone: enough to find keys that nobody needs, too little to follow anybody.
    """
    row = None
    if secret.startswith(TOKEN_HEAD) and len(secret) <= _LONGEST and secret.isascii():
        row = AccessToken.objects.select_related("person").filter(sha256=_fingerprint(secret)).first()
    if (
        row is None
        or not row.person.is_active
        or not token_works(row.expires, today(), revoked=row.revoked is not None)
    ):
        raise BadToken
    if row.last_used != today():
        AccessToken.objects.filter(pk=row.pk).update(last_used=today())
    return Bearer(token=row.public_id, person=row.person, scopes=frozenset(map(Scope, row.scopes)))


def _fingerprint(secret: str) -> str:
    """256 random bits need neither salt nor a slow function."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _told(row: AccessToken) -> dict[str, object]:
    """What the trail keeps: no fingerprint."""
    return {
        "name": row.name,
        "scopes": list(row.scopes),
        "expires": row.expires.isoformat(),
        "revoked": row.revoked is not None,
    }
