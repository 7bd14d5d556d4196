"""A table (CSV) or JSON Lines at an address. It names all there is: what is not in it any more is gone.

The file is fetched once for as long as the reading lasts, and read from its beginning to each page, with one page of
records in memory. Its fingerprint stands in the cursor, so that a reading that goes on later, when the file has
changed, begins again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import IO

from banyan.base.outbound import Outbound
from banyan.domain.listings.formats import restored
from banyan.practice.harvest.errors import BadSource, TokenLost
from banyan.practice.harvest.types import Form, Leaf, Place, Read

_PAGE = 5000
_LONGEST_LINE = 400_000
_IDS = ("id", "identifier", "ID", "Id")


def read(out: Outbound, place: Place, *, since: datetime | None, cursor: str) -> Leaf:
    """So many records from where the cursor points."""
    fetched = out.get_once(place.address, accept="text/csv, application/x-ndjson, application/json, text/plain")
    print_ = hashlib.sha256()
    while piece := fetched.file.read(2**16):
        print_.update(piece)
    fetched.file.seek(0)
    known, _, at = cursor.partition(" ")
    if cursor and known != print_.hexdigest():
        raise TokenLost
    first = int(at or 0)
    try:
        lines = _lines(fetched.file, fetched.charset)
    except LookupError as error:
        raise BadSource from error
    try:
        rows = _table(lines) if place.form is Form.CSV else _json_lines(lines)
        found = tuple(islice(rows, first, first + _PAGE + 1))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadSource from error
    finally:
        lines.detach()  # the file is read again for the next page
    following = f"{print_.hexdigest()} {first + _PAGE}" if len(found) > _PAGE else ""
    return Leaf(found[:_PAGE], cursor=following, whole=True)


def _lines(file: IO[bytes], charset: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(file, encoding="utf-8-sig" if charset in {"", "utf-8", "utf8"} else charset, newline="")


def _table(lines: IO[str]) -> Iterator[Read]:
    head = lines.readline(_LONGEST_LINE)
    delimiter = max(",;\t", key=head.count)
    names = [one.strip() for one in next(csv.reader([head], delimiter=delimiter), [])]
    if len(names) < 2:
        raise BadSource
    for cells in csv.reader(_bounded(lines), delimiter=delimiter):
        if cells:
            said: dict[str, object] = {name: restored(cell) for name, cell in zip(names, cells, strict=False) if name}
            yield _row(said, json.dumps(said, ensure_ascii=False))


def _json_lines(lines: IO[str]) -> Iterator[Read]:
    for line in _bounded(lines):
        if line.strip():
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                said = None
            yield _row(said, line.strip()) if isinstance(said, dict) else Read("", payload=line[:2000], fault="form")


def _row(said: dict[str, object], payload: str) -> Read:
    id_ = next((str(said[name]).strip() for name in _IDS if said.get(name) not in (None, "")), "")
    if not id_ or len(id_) > 300:
        return Read(id_[:300], payload=payload, fault="id")
    return Read(id_, payload=payload, fields={str(name): value for name, value in said.items()})


def _bounded(lines: IO[str]) -> Iterator[str]:
    while line := lines.readline(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE:
            raise BadSource
        yield line
