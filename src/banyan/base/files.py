"""Which files are taken from people, told from their first bytes; pictures without what cameras write into them."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import IO

from django.db.models.fields.files import FieldFile
from PIL import Image, ImageOps

from banyan.base.errors import NotFound

#: Of one file.
MOST_BYTES = 10 * 2**20
#: More dots than this are no photograph, but a bomb for whoever unpacks it.
_MOST_DOTS = 25_000_000
"""Of a picture that is drawn anew, which takes some twelve bytes for each."""
_HALVED = (2_500, 2_500)
"""A photograph is read at half its size, or less, while it stays as large as this: those of new telephones have 50
million dots."""
_PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is, and the ending it is kept under."""

    content_type: str
    ending: str


_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind("application/pdf", "pdf")),
    (b"\x89PNG\r\n\x1a\n", FileKind("image/png", "png")),
    (b"\xff\xd8\xff", FileKind("image/jpeg", "jpg")),
)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ZIPPED = {
    "word/document.xml": FileKind(f"{_OFFICE}.wordprocessingml.document", "docx"),
    "xl/workbook.xml": FileKind(f"{_OFFICE}.spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": FileKind(f"{_OFFICE}.presentationml.presentation", "pptx"),
}
_OPEN = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


def kind_of_file(content: bytes) -> FileKind | None:
    """The kind of file, or ``None`` when it is not one we take. Programs and web pages are never taken."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind("image/webp", "webp")
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return FileKind("text/plain", "txt") if _is_plain_text(content) else None


def name_for(name: str, kind: FileKind) -> str:
    """The name with an ending that says what the file is: plain text called ``run.bat`` or ``page.html`` would be run
    by whoever opens it, so it becomes ``run.bat.txt``."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending == kind.ending or (ending, kind.ending) == ("jpeg", "jpg"):
        return name
    return f"{name or 'file'}.{kind.ending}"


def bare(content: bytes, kind: FileKind) -> bytes | None:
    """A picture drawn anew, upright, without place, camera, comments and thumbnails; other files as they are.

    ``None`` when the picture cannot be read or is too large. Of a moving picture its first stays.
    """
    form = _PICTURES.get(kind.content_type)
    if form is None:
        return content
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if form == "JPEG":
                picture.draft("RGB", _HALVED)
            if picture.width * picture.height > _MOST_DOTS:
                return None
            upright = ImageOps.exif_transpose(picture)
            drawn = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
            drawn.info.clear()
            written = io.BytesIO()
            drawn = drawn.convert("RGB") if form == "JPEG" else drawn
            drawn.save(written, form, **({} if form == "PNG" else {"quality": 88}))
            return written.getvalue()
    except Exception:  # whatever its reader stumbles over, a broken picture is one that is not taken
        return None


def _office(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return None  # a document with a program inside
            for name, kind in _ZIPPED.items():
                if name in names:
                    return kind
            if "mimetype" in names and parts.getinfo("mimetype").file_size < 100:
                said = parts.read("mimetype").decode("ascii", "replace").strip()
                return FileKind(said, _OPEN[said]) if said in _OPEN else None
    except Exception:  # a broken document makes zipfile, zlib and lzma raise errors of many kinds
        return None
    return None


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    programs = any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in text)
    return not programs and not start.startswith(("<", "#!", "{\\rtf"))


def opened(file: FieldFile, gone: NotFound) -> IO[bytes]:
    """The bytes, from their beginning; raises ``gone`` where they were taken away meanwhile, or a restore lost them."""
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise gone from error
