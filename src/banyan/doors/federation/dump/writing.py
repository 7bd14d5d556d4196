"""Writes one dump into a folder: both files in one walk, their sums, the description, the signature."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from banyan.domain.listings.formats import write_csv
from banyan.domain.listings.selectors import ever_public
from banyan.domain.listings.types import ListingView, State
from banyan.doors.federation.dump import record
from banyan.doors.federation.dump.describing import LINES, TABLE, Written, package
from banyan.doors.federation.dump.signing import public_pem, sign

DESCRIPTION, SUMS, SIGNATURE, KEY = "datapackage.json", "SHA256SUMS", "SHA256SUMS.sig", "node-key.pub.pem"
_BLOCK = 2**20

#: Hears how many records are done, and of how many.
Progress = Callable[[int, int], None]


def write(folder: Path, *, name: str, made: datetime, progress: Progress | None = None) -> None:
    """Fills an empty folder; everything is on the disk when it returns. ``OSError`` where the disk refuses."""
    counts = {LINES: 0, TABLE: 0}
    with ever_public() as whole, _packed(folder / LINES) as lines, _packed(folder / TABLE) as table:
        until = whole.until

        def published() -> Iterator[ListingView]:
            for view in whole.views:
                lines.write(record.line(view).encode())
                counts[LINES] += 1
                if progress is not None:
                    progress(counts[LINES], max(whole.count, counts[LINES]))
                if view.state is State.PUBLISHED:
                    counts[TABLE] += 1
                    yield view

        for text in write_csv(published()):
            table.write(text.encode())
    files = [_measured(folder / one, rows) for one, rows in counts.items()]
    said = package(
        name=name, made=made, until=until, lines=files[0], table=files[1], deleted=counts[LINES] - counts[TABLE]
    )
    _put(folder / DESCRIPTION, json.dumps(said, ensure_ascii=False, indent=1).encode())
    _put(folder / KEY, public_pem())
    sums = "".join(f"{sha256_of(folder / one)}  {one}\n" for one in sorted((LINES, TABLE, DESCRIPTION, KEY))).encode()
    _put(folder / SUMS, sums)
    _put(folder / SIGNATURE, sign(sums))
    sync_folder(folder)


def sha256_of(file: Path) -> str:
    """The sum of a file, in hexadecimal; a block in memory at a time."""
    found = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _packed(file: Path) -> Iterator[gzip.GzipFile]:
    """A packed file without a time in it: the same content gives the same bytes."""
    with file.open("xb") as raw:
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0) as packed:
            yield packed
        raw.flush()
        os.fsync(raw.fileno())


def _measured(file: Path, rows: int) -> Written:
    return Written(file.name, file.stat().st_size, sha256_of(file), rows)


def _put(file: Path, content: bytes) -> None:
    with file.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
