"""Words that somebody typed and could not send, since they had been signed out meanwhile, wait for them alone.

Each form carries a signed mark of who it was made for. The words wait in the session; the next person who signs in
with the same browser never reads them: they are forgotten at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from banyan.base.errors import NotAllowed
from banyan.domain.accounts.policy import SignedIn

#: The name of the mark in a form.
FIELD = "typist"
_KEY, _SALT = "enquiry_waiting", "banyan.doors.web.enquiries.waiting"
_MOST = 20_000


def typist(person: SignedIn) -> str:
    """The mark of the person for whom a form is made."""
    return signing.dumps(person.public_id, salt=_SALT)


def keep(session: SessionBase, place: str, post: QueryDict) -> None:
    """Keeps what was posted for ``place`` until whoever typed it is signed in again.

    ``NotAllowed``, on whose page the words are shown once, when nobody knows whose they are.
    """
    try:
        person = signing.loads(post.get(FIELD, ""), salt=_SALT)
    except signing.BadSignature:
        person = ""
    said = {name: str(text) for name, text in post.items() if name not in {FIELD, "csrfmiddlewaretoken"}}
    if not isinstance(person, str) or not person or len(str(said)) > _MOST:
        raise NotAllowed(_("You are signed out. Copy your words below, sign in, and send them again."))
    session[_KEY] = {"typist": person, "place": place, "said": said}


def take(session: SessionBase, place: str, person: SignedIn) -> Mapping[str, str] | None:
    """What the person typed for ``place``, given once. Words of somebody else are forgotten."""
    kept = session.get(_KEY)
    if kept is None:
        return None
    if kept["typist"] != person.public_id:
        del session[_KEY]
        return None
    return dict(session.pop(_KEY)["said"]) if kept["place"] == place else None
