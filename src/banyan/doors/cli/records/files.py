"""From a file's bytes to rows of named values, whatever the file went through on its way."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_GZIP: Final = b"\x1f\x8b"
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TITLE: Final = 120  #: characters of a plain paragraph's first sentence that make its title
_CHUNK: Final = 1 << 20

csv.field_size_limit(sys.maxsize)


class Unreadable(Exception):
    """A file of which nothing can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row and where it stands ("row 12", "line 3"). ``broken`` says why it has no values."""

    where: str
    values: Mapping[str, Any]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A file's text and what had to be done to get it, in sentences for the reader of the file."""

    name: str
    text: str
    remarks: tuple[str, ...] = ()


def load(path: Path) -> Content:
    """The text of a file, or of standard input for ``-``. Raises ``Unreadable``."""
    name = "standard input" if str(path) == "-" else path.name
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{name} cannot be opened: {error.strerror or error}.") from error
    remarks: list[str] = []
    if data.startswith(_GZIP):
        data, whole = _unzip(data)
        if not whole:
            remarks.append("the compressed file ends too early; what came before the break was read")
        if not whole and not data:
            raise Unreadable(f"{name} is a damaged gzip file: nothing in it can be read.")
    text, remark = _decode(data)
    if remark:
        remarks.append(remark)
    if "\0" in text:
        text = text.replace("\0", "")
        remarks.append("it holds NUL characters, which were left out")
    return Content(name, text, tuple(remarks))


def rows(content: Content) -> Iterator[Row]:
    """The rows of a file in the format its name says, or else its first character."""
    if not content.text.strip():
        return iter(())
    return _READERS[_format(content)](content)


def _unzip(data: bytes) -> tuple[bytes, bool]:
    """The unpacked bytes, and whether the archive was whole."""
    unpacked = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while chunk := stream.read1(_CHUNK):
                unpacked += chunk
    except (EOFError, OSError, zlib.error):
        return bytes(unpacked), False
    return bytes(unpacked), True


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # a character cut off at the very end
            return data.decode("utf-8", errors="ignore"), ""
        return data.decode("cp1252", errors="replace"), "it is not UTF-8 and was read as Windows-1252 (Latin-1)"


def _format(content: Content) -> str:
    suffixes = [suffix.lower() for suffix in Path(content.name).suffixes if suffix.lower() != ".gz"]
    by_name = _SUFFIXES.get(suffixes[-1]) if suffixes else None
    start = content.text.lstrip()[:1]
    if by_name == "json":
        return "json" if start == "[" else "lines"
    return by_name or {"{": "lines", "[": "json"}.get(start, "text")


def _table(content: Content) -> Iterator[Row]:
    """CSV and TSV. The separator is the one that the first line has most of; rows count as in a spreadsheet."""
    first = content.text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(content.text, newline=""), delimiter=separator)
    header: list[str] | None = None
    number = 0
    try:
        for cells in reader:
            number += 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [column_name(cell) for cell in cells]
                continue
            extra = [cell for cell in cells[len(header) :] if cell.strip()]
            if extra:
                yield Row(f"row {number}", {}, f"it has {len(cells)} cells, the first row names {len(header)} columns")
                continue
            yield Row(f"row {number}", dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        yield Row(f"row {number + 1}", {}, f"it is not CSV ({error}); the rows after it were not read")


def _lines(content: Content) -> Iterator[Row]:
    """JSON Lines."""
    for number, line in enumerate(content.text.split("\n"), start=1):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Row(f"line {number}", {}, f"it is not JSON: {_reason(error)}")
                continue
            yield _from_json(f"line {number}", value)


def _array(content: Content) -> Iterator[Row]:
    """A JSON list of objects."""
    try:
        values = json.loads(content.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{content.name} is not JSON: {_reason(error)}.") from error
    for number, value in enumerate(values if isinstance(values, list) else [values], start=1):
        yield _from_json(f"item {number}", value)


def _reason(error: Exception) -> str:
    return f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else str(error)


def _from_json(where: str, value: Any) -> Row:
    if not isinstance(value, dict):
        return Row(where, {}, f"an object with named values was expected, not {type(value).__name__}")
    return Row(where, {column_name(str(name)): item for name, item in value.items()})


def _plain(content: Content) -> Iterator[Row]:
    """Plain text: a paragraph is a listing where blank lines part them, else a line is."""
    text = content.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if re.search(r"\n[^\S\n]*\n", text):
        parts, unit = re.split(r"\n[^\S\n]*\n", text), "paragraph"
    else:
        parts, unit = text.split("\n"), "line"
    filled = (part.strip() for part in parts)
    for number, part in enumerate((part for part in filled if part), start=1):
        yield Row(f"{unit} {number}", {"title": _title(part), "text": part})


def _title(text: str) -> str:
    """The first line or sentence, cut between words."""
    first = re.split(r"\n|(?<=[.!?。！？।])\s", text, maxsplit=1)[0].strip()
    if len(first) <= _TITLE:
        return first
    cut = first[:_TITLE]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def column_name(written: str) -> str:
    """``Site Power`` and ``site-power`` are ``site_power``."""
    return re.sub(r"[\s\-]+", "_", written.strip().lower())


_SUFFIXES: Final = {
    ".csv": "table", ".tsv": "table", ".tab": "table", ".jsonl": "lines", ".ndjson": "lines", ".json": "json",
    ".txt": "text", ".text": "text", ".md": "text",
}  # fmt: skip
_READERS: Final = {"table": _table, "lines": _lines, "json": _array, "text": _plain}
