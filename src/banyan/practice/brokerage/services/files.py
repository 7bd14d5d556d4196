"""Files that people send with what they write, and into a case."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from django.utils.translation import gettext as _

from banyan.base.files import MOST_BYTES, FileKind, bare, kind_of_file, name_for
from banyan.base.limits.services import Limit
from banyan.base.text import cut
from banyan.practice.brokerage.types import Upload

#: So many files one person sends in a day, in messages and into cases together.
FILES_SENT = Limit("message-files", times=60, seconds=86400)
_LONGEST_NAME = 145  #: with room for an ending
#: Its name, what it is, and its bytes as they are kept.
Taken = tuple[str, FileKind, bytes]


def file_taken(file: Upload) -> Taken | str:
    """The file as it is kept; or a sentence why it is not taken."""
    name = cut(PurePath(file.name.replace("\\", "/")).name.replace("\n", " "), _LONGEST_NAME)
    refuse = partial("{name}: {why}".format, name=name)
    if not file.content or len(file.content) > MOST_BYTES:
        return refuse(why=_("a file may have up to %(most)d MB.") % {"most": MOST_BYTES // 2**20})
    kind = kind_of_file(file.content)
    if kind is None:
        return refuse(why=_("we take PDF, PNG, JPEG, WebP, text and OpenDocument or Office files. This one is none."))
    content = bare(file.content, kind)
    if content is None:
        return refuse(why=_("this picture cannot be read, or is too large. Save it anew, smaller, and try again."))
    return name_for(name, kind), kind, content
