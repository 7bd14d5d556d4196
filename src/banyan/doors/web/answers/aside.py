"""What somebody put aside on an answers page, with the reason; kept in their session, for this visit."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.sessions.backends.base import SessionBase

_KEY = "put_aside"
#: A session is no archive: the oldest subjects, and more than so many listings of one, are forgotten.
_SUBJECTS, _EACH = 20, 50


def put_aside(session: SessionBase, subject: str) -> Mapping[str, str]:
    """Listing id → reason code."""
    return _all(session).get(subject, {})


def put(session: SessionBase, subject: str, listing: str, reason: str) -> None:
    """Hides a listing among the answers to the subject."""
    kept = _all(session)
    mine = kept.pop(subject, {})
    mine[listing] = reason
    kept[subject] = dict(list(mine.items())[-_EACH:])
    session[_KEY] = dict(list(kept.items())[-_SUBJECTS:])


def take_back(session: SessionBase, subject: str, listing: str) -> None:
    """Shows it again."""
    kept = _all(session)
    kept.get(subject, {}).pop(listing, None)
    session[_KEY] = {name: mine for name, mine in kept.items() if mine}


def _all(session: SessionBase) -> dict[str, dict[str, str]]:
    stored = session.get(_KEY)
    return stored if isinstance(stored, dict) else {}
