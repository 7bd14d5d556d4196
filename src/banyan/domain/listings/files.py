"""Which files are taken, told from their first bytes."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import dataclass

MOST_BYTES = 10 * 2**20
MOST_FILES = 20


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
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
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
