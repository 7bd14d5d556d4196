from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from banyan.base.files import opened
from banyan.base.paging import broken, pack, unpack
from banyan.domain.accounts.policy import SignedIn
from banyan.domain.accounts.selectors import person_of, users
from banyan.domain.moderation.selectors import taken_down
from banyan.domain.moderation.types import Thing
from banyan.practice.brokerage.errors import NoSuchThread
from banyan.practice.brokerage.models import Message, MessageFile, MessageMark
from banyan.practice.brokerage.selectors.cases import reading_of
from banyan.practice.brokerage.selectors.unread import unread
from banyan.practice.brokerage.threads import thread_of
from banyan.practice.brokerage.types import PARTS, FileView, MessageView, Part, Side, ThreadView, ToSend

_PAGE = 30
#: What an export takes along; nobody has written as much.
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Eyes:
    """What one reader may know in a thread: of its writers, whose side is given too, of what they wrote, and whether
    they may open files, which carry names inside them."""

    name: Callable[[SignedIn, str], str]
    words: Callable[[str], str]
    files: bool


def eyes_in(thread: str, reader: SignedIn) -> Eyes:
    """How the reader, who has a part in it, reads the thread."""
    return _EYES.get(thread.partition("_")[0], _open)(thread, reader)


def _open(_thread: str, _reader: SignedIn) -> Eyes:
    """Where a yes has told the names."""
    return Eyes(lambda writer, _side: person_of(writer).name, lambda text: text, files=True)


def _in_case(case: str, reader: SignedIn) -> Eyes:
    """In a case a side may be unnamed: then its people are called by their part, and addresses are blotted out."""
    reading = reading_of(case, reader)

    def name(writer: SignedIn, side: str) -> str:
        one = reading.somebody(writer)
        return one.name if one is not None and one.name else str(PARTS[Part(side)])

    return Eyes(name, reading.words, files=reading.files_open)


_EYES: Mapping[str, Callable[[str, SignedIn], Eyes]] = {"cas": _in_case}


def thread_get(thread: str, *, for_user: SignedIn, before: str = "", after: str = "", size: int = _PAGE) -> ThreadView:
    """The newest messages of a thread, or those before or after a cursor; ``NoSuchThread`` for whoever has no part in
    it."""
    found = thread_of(thread, for_user)
    rows = Message.objects.filter(thread=thread).prefetch_related("files")
    if after:
        fetched = list(rows.filter(pk__gt=_key(after)).order_by("pk")[: size + 1])
        shown, further = fetched[:size], len(fetched) > size
        earlier = bool(shown) and rows.filter(pk__lt=shown[0].pk).exists()
    else:
        fetched = list((rows.filter(pk__lt=_key(before)) if before else rows).order_by("-pk")[: size + 1])
        shown, earlier, further = fetched[:size][::-1], len(fetched) > size, False
    mark = MessageMark.objects.filter(thread=thread, reader=for_user).first()
    return ThreadView(
        id=thread,
        title=found.title,
        open=found.open,
        files=found.files,
        messages=_views(shown, for_user, eyes_in(thread, for_user), read_to=mark.up_to if mark else 0),
        earlier=pack([shown[0].pk]) if earlier else None,
        later=pack([shown[-1].pk]) if further else None,
    )


def first_unread(thread: str, *, for_user: SignedIn, size: int = _PAGE) -> str:
    """The cursor from which on the person has not read, when that is more than one page shows; else empty."""
    fresh = unread(for_user).filter(thread=thread).order_by("pk").values_list("pk", flat=True).first()
    if fresh is None or Message.objects.filter(thread=thread, pk__gte=fresh).count() <= size:
        return ""
    return pack([fresh - 1])


def thread_whole(thread: str, *, for_user: SignedIn) -> ThreadView:
    """All of it, for taking away."""
    return thread_get(thread, for_user=for_user, size=_MOST)


def message_file(public_id: str, *, for_user: SignedIn) -> ToSend:
    """A file of a message; ``NoSuchThread`` for whoever has no part in its thread, or may not know who wrote it."""
    row = MessageFile.objects.select_related("message").filter(public_id=public_id).first()
    if row is None:
        raise NoSuchThread(id=public_id)
    thread_of(row.message.thread, for_user)
    if not eyes_in(row.message.thread, for_user).files or taken_down(Thing.MESSAGE, [row.message.public_id]):
        raise NoSuchThread(id=public_id)
    return ToSend(row.name, row.content_type, opened(row.file, NoSuchThread(id=public_id)))


def _key(cursor: str) -> int:
    key = unpack(cursor, length=1)[0]
    if not isinstance(key, int):
        raise broken()
    return key


def _views(rows: Sequence[Message], reader: SignedIn, eyes: Eyes, *, read_to: int) -> tuple[MessageView, ...]:
    people = {one.public_id: one for one in users().filter(public_id__in={row.by for row in rows})}
    down = taken_down(Thing.MESSAGE, [row.public_id for row in rows])
    return tuple(
        MessageView(
            id=row.public_id,
            at=row.at,
            side=side_of(row.side),
            mine=row.by == reader.public_id,
            fresh=row.pk > read_to and row.by != reader.public_id,
            name=eyes.name(people[row.by], row.side) if row.by in people else "",
            text=_text(row, reader, eyes) if row.public_id not in down else "",
            files=tuple(FileView(one.public_id, one.name, one.size) for one in row.files.all())
            if eyes.files and row.public_id not in down
            else (),
            hidden=row.public_id in down,
            decision=down.get(row.public_id, "") if row.by == reader.public_id else "",
        )
        for row in rows
    )


def _text(row: Message, reader: SignedIn, eyes: Eyes) -> str:
    """Nobody is kept from what they wrote themselves."""
    return row.text if row.by == reader.public_id else eyes.words(row.text)


def side_of(code: str) -> Side | Part:
    """The side of a message, of an enquiry or of a case."""
    return Side(code) if code in set(Side) else Part(code)
