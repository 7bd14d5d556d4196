"""How often one visitor may do what costs something, and the gate that lets a form through once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import transaction
from django.http import HttpRequest

from banyan.base.errors import TooMany
from banyan.base.limits.services import Limit, use
from banyan.domain.accounts.policy import SignedIn
from banyan.doors.web.posting.keeping import made_with, remember_made

#: Reading plain words costs some computing; a person tries a few times, a script many.
UNDERSTAND = Limit("posting-understand", times=40, seconds=600)
#: Saving without an account fills our session table.
KEEP = Limit("posting-keep", times=1200, seconds=3600)
_ONCE = Limit("posting-once", times=1, seconds=86400)


def who(request: HttpRequest) -> str:
    """The person, or the address for somebody who is not signed in."""
    if isinstance(request.user, SignedIn):
        return request.user.public_id
    return str(get_adapter().get_client_ip(request))


@dataclass(frozen=True, slots=True)
class Made:
    """What a form made; ``again``: another request with the same form had made it. ``id`` is empty when that request
    belongs to another session."""

    id: str
    again: bool


def once(session: SessionBase, token: str, make: Callable[[], str]) -> Made:
    """Makes something once for each token, however often and from however many windows the form is sent.

    The count, what is made and the session's note of it are one transaction: a second sender waits for the first, then
    reads that note, which its own copy of the session is too old for; and makes it itself when the first fails.
    """
    if earlier := made_with(session, token):
        return Made(earlier, again=True)
    try:
        with transaction.atomic():
            use(_ONCE, who=token)
            made = make()
            remember_made(session, token, made)
            if session.session_key:
                with suppress(UpdateError):  # signed out in this very moment; what was made is kept
                    session.save()
    except TooMany:
        made = made_with(type(session)(session.session_key), token)
        if made:
            remember_made(session, token, made)
        return Made(made, again=True)
    return Made(made, again=False)
