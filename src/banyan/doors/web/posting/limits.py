"""How often one visitor may do what costs something, and the gate that lets a form through once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.contrib.sessions.backends.base import SessionBase
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
    """What a form made. ``id`` is empty when another request with the same form is making it right now."""

    id: str
    again: bool


def once(session: SessionBase, token: str, make: Callable[[], str]) -> Made:
    """Makes something once for each token, however often and from however many windows the form is sent.

    The count and what is made are one transaction: a second sender waits for the first, and makes it itself when the
    first fails.
    """
    if earlier := made_with(session, token):
        return Made(earlier, again=True)
    try:
        with transaction.atomic():
            use(_ONCE, who=token)
            made = make()
    except TooMany:
        return Made(made_with(session, token), again=True)
    remember_made(session, token, made)
    return Made(made, again=False)
