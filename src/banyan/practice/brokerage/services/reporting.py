"""Reporting a message: only who has a part in its thread reads it, so only they report it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from banyan.domain.accounts.policy import SignedIn
from banyan.domain.moderation.services import flag_raise
from banyan.domain.moderation.types import Reason, Reported, Thing
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.models import Message
from banyan.practice.brokerage.selectors.messages import eyes_in
from banyan.practice.brokerage.threads import thread_of


def message_to_report(public_id: str, *, for_user: SignedIn) -> Reported:
    """The message as the person may read it; ``NoSuchThread`` for whoever has no part in its thread."""
    row = Message.objects.filter(public_id=public_id).prefetch_related("files").first()
    if row is None:
        raise NoSuchThread(id=public_id)
    thread = thread_of(row.thread, for_user)
    eyes = eyes_in(row.thread, for_user)
    files = [_("[file: %(name)s]") % {"name": file.name} for file in row.files.all() if eyes.files]
    return Reported(
        kind=Thing.MESSAGE,
        about=public_id,
        words="\n".join((eyes.words(row.text), *files)).strip(),
        owner=row.by,
        chapter=thread.chapter,
    )


def message_report(*, public_id: str, reason: Reason | None, line: str = "", by: SignedIn) -> str:
    """Reports a message that somebody else wrote; returns the report's id. Its words go to the stewards with it."""
    return flag_raise(thing=message_to_report(public_id, for_user=by), reason=reason, line=line, by=by)
