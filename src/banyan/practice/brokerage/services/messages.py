"""Writing to each other: from the yes on, and in a case. A message that is sent stays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from banyan.base.audit.services import record
from banyan.base.clock import now
from banyan.base.errors import Invalid
from banyan.base.files import FileKind
from banyan.base.limits.services import Limit, use
from banyan.base.outbox.services import publish
from banyan.base.text import tidy
from banyan.domain.accounts.policy import SignedIn
from banyan.practice.brokerage.errors import NoSuchThread, ThreadClosed
from banyan.practice.brokerage.models import Message, MessageFile, MessageMark
from banyan.practice.brokerage.selectors.messages import first_unread, thread_get
from banyan.practice.brokerage.selectors.unread import unread
from banyan.practice.brokerage.services.files import FILES_SENT, file_taken
from banyan.practice.brokerage.tasks import write_message
from banyan.practice.brokerage.threads import Thread, thread_of
from banyan.practice.brokerage.types import ThreadView, Upload

MOST_SIGNS, MOST_FILES = 5000, 5
_SENT = Limit("messages-sent", times=60, seconds=3600)
#: Whoever has not read what was written a short while ago has a letter about it already.
_ONE_LETTER = timedelta(hours=24)


def message_send(*, thread: str, text: str, by: SignedIn, files: Sequence[Upload] = (), token: str = "") -> str:
    """Sends what somebody writes, with its files, to the others; returns its id. A form sent twice is sent once.

    ``NoSuchThread`` for whoever has no part in it, ``ThreadClosed`` when it was put away, ``Invalid`` when there is
    nothing to send, too much, or a file that is not taken; nothing of it is kept then.
    """
    found = thread_of(thread, by)
    if not found.open:
        raise ThreadClosed(id=thread)
    said = tidy(text)
    if files and not found.files:
        raise Invalid({"files": [_("Files carry names. They can be sent once both sides have told who they are.")]})
    taken = _checked(said, files)
    token = _sealed(token, said, taken) if token else ""
    earlier = Message.objects.filter(thread=thread, by=by.public_id, token=token).first() if token else None
    if earlier is not None:
        return earlier.public_id
    use(_SENT, who=by.public_id)
    for _file in taken:
        use(FILES_SENT, who=by.public_id)
    try:
        with transaction.atomic():
            return _send(found, said, taken, token, by)
    except IntegrityError:  # the button pressed twice in the same moment: the other one was first
        return Message.objects.get(thread=thread, by=by.public_id, token=token).public_id


def _send(thread: Thread, said: str, files: Sequence[tuple[str, FileKind, bytes]], token: str, by: SignedIn) -> str:
    told = [one for one in thread.others if not _knows(thread, one)]
    row = Message.objects.create(thread=thread.id, side=thread.side, by=by.public_id, text=said, token=token, at=now())
    for name, kind, content in files:
        kept = MessageFile(message=row, name=name, content_type=kind.content_type, size=len(content))
        kept.file.save(f"{kept.public_id}.{kind.ending}", ContentFile(content), save=False)
        kept.save()
    record(
        action="message.send",
        object_type="message",
        object_id=row.public_id,
        actor=by.public_id,
        after={"thread": thread.id, "files": len(files)},
    )
    publish(topic="message.sent", key=thread.id, payload={"message": row.public_id})
    for person in told:
        write_message.enqueue(message=row.public_id, to=person.public_id)
    return row.public_id


def _sealed(token: str, said: str, files: Sequence[tuple[str, FileKind, bytes]]) -> str:
    """The token of a form together with what it sends: whoever goes back and writes something else sends that too."""
    digest = hashlib.sha256(tidy(token).encode())
    for part in (said.encode(), *(content for _name, _kind, content in files)):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:40]


def thread_read(thread: str, *, by: SignedIn, before: str = "", after: str = "") -> ThreadView:
    """The thread as ``thread_get`` shows it; what is shown counts as read from now on, and nothing else.

    Without a cursor it begins with what the person has not read, when that is more than a page shows.
    """
    if not before and not after:
        thread_of(thread, by)
        after = first_unread(thread, for_user=by)
    view = thread_get(thread, for_user=by, before=before, after=after)
    if view.messages and not before:
        shown = Message.objects.get(public_id=view.messages[-1].id).pk
        MessageMark.objects.get_or_create(thread=thread, reader=by, defaults={"up_to": shown})
        MessageMark.objects.filter(thread=thread, reader=by, up_to__lt=shown).update(up_to=shown)
    return view


def _knows(thread: Thread, person: SignedIn) -> bool:
    """Whether they had a letter about what another side wrote; of what their own side wrote they had none.

    Whoever has no part in the thread is not written to either.
    """
    try:
        theirs = thread_of(thread.id, person).side
    except NoSuchThread:
        return True
    recent = unread(person).filter(thread=thread.id, at__gte=now() - _ONE_LETTER)
    return recent.exclude(side=theirs).exists()


def _checked(said: str, files: Sequence[Upload]) -> list[tuple[str, FileKind, bytes]]:
    wrong: dict[str, list[str]] = {}
    if not said and not files:
        wrong["text"] = [_("Write a line, or add a file.")]
    if len(said) > MOST_SIGNS:
        wrong["text"] = [_("Please shorten this to %(most)d characters.") % {"most": MOST_SIGNS}]
    if len(files) > MOST_FILES:
        wrong["files"] = [_("A message takes %(most)d files. Send more with the next.") % {"most": MOST_FILES}]
    taken = []
    for file in files[:MOST_FILES]:
        found = file_taken(file)
        if isinstance(found, str):
            wrong.setdefault("files", []).append(found)
        else:
            taken.append(found)
    if wrong:
        raise Invalid(wrong)
    return taken
