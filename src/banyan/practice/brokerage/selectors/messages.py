from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from banyan.base.paging import broken, pack, unpack
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of, users
from banyan.domain.moderation.selectors import taken_down
from banyan.domain.moderation.types import Thing
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.models import Message, MessageFile, MessageMark
from banyan.practice.brokerage.threads import thread_of
from banyan.practice.brokerage.types import FileView, MessageView, Side, ThreadView, ToSend

_PAGE = 30
#: What an export takes along; nobody has written as much.
_MOST = 5000


def thread_get(thread: str, *, for_user: SignedIn, before: str = "", size: int = _PAGE) -> ThreadView:
    """The newest messages of a thread, or those before a cursor; ``NoSuchThread`` for whoever has no part in it."""
    found = thread_of(thread, for_user)
    rows = Message.objects.filter(thread=thread)
    if before:
        key = unpack(before, length=1)[0]
        if not isinstance(key, int):
            raise broken()
        rows = rows.filter(pk__lt=key)
    newest = list(rows.prefetch_related("files").order_by("-pk")[: size + 1])
    shown = newest[:size][::-1]
    mark = MessageMark.objects.filter(thread=thread, reader=for_user).first()
    return ThreadView(
        id=thread,
        title=found.title,
        open=found.open,
        messages=_views(shown, for_user, read_to=mark.up_to if mark else 0),
        earlier=pack([shown[0].pk]) if len(newest) > size else None,
    )


def thread_whole(thread: str, *, for_user: SignedIn) -> ThreadView:
    """All of it, for taking away."""
    return thread_get(thread, for_user=for_user, size=_MOST)


def message_file(public_id: str, *, for_user: SignedIn) -> ToSend:
    """A file of a message; ``NoSuchThread`` for whoever has no part in its thread."""
    row = MessageFile.objects.select_related("message").filter(public_id=public_id).first()
    if row is None:
        raise NoSuchThread(id=public_id)
    thread_of(row.message.thread, for_user)
    if taken_down(Thing.MESSAGE, [row.message.public_id]):
        raise NoSuchThread(id=public_id)
    return ToSend(row.name, row.content_type, row.file.open("rb"))


def unread_in(threads: Iterable[str], *, for_user: SignedIn) -> frozenset[str]:
    """Those of the threads in which somebody else wrote what the person has not read. Whether they may is not asked."""
    return frozenset(unread(for_user).filter(thread__in=list(threads)).values_list("thread", flat=True))


def unread(person: SignedIn) -> QuerySet[Message]:
    """Messages of others that the person has not been shown, in any thread."""
    read = MessageMark.objects.filter(thread=OuterRef("thread"), reader=person, up_to__gte=OuterRef("pk"))
    return Message.objects.filter(~Q(by=person.public_id), ~Exists(read))


def _views(rows: Sequence[Message], reader: SignedIn, *, read_to: int) -> tuple[MessageView, ...]:
    people = {one.public_id: one for one in users().filter(public_id__in={row.by for row in rows})}
    down = taken_down(Thing.MESSAGE, [row.public_id for row in rows])
    return tuple(
        MessageView(
            id=row.public_id,
            at=row.at,
            side=Side(row.side),
            mine=row.by == reader.public_id,
            fresh=row.pk > read_to and row.by != reader.public_id,
            name=person_of(people[row.by]).name if row.by in people else "",
            text="" if row.public_id in down else row.text,
            files=()
            if row.public_id in down
            else tuple(FileView(one.public_id, one.name, one.size) for one in row.files.all()),
            hidden=row.public_id in down,
            decision=down.get(row.public_id, "") if row.by == reader.public_id else "",
        )
        for row in rows
    )
