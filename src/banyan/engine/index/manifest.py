"""What a generation says of itself: written last, checked first."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from banyan.engine.errors import IndexDamaged

FORMAT: Final = 4
SAME_VECTORS: Final = (3, FORMAT)
"""Formats whose ids, fingerprints and vectors are written alike: all that a rebuild takes over."""
NAME: Final = "manifest.json"
_CHUNK: Final = 1 << 20
_SMALL: Final = 1 << 20
_PIECE: Final = 1 << 12
_PIECES: Final = 64


@dataclass(frozen=True, slots=True)
class FileMark:
    """Size in bytes and CRC-32 of a file and of a sample of it: enough against torn writes and rot, not against a
    forger."""

    size: int
    crc: int
    sample: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation: its counts, its encoder, and every file it is made of (paths relative to its folder).

    ``listings`` and ``vectors`` name their parts, oldest first, ``dead`` the file of numbers struck out of them ("" for
    none); ``next`` is the number of the next listing.
    """

    generation: int
    encoder: str
    dimensions: int
    records: int
    embedded: int
    next: int = 0
    listings: list[str] = field(default_factory=list)
    vectors: list[str] = field(default_factory=list)
    dead: str = ""
    files: Mapping[str, FileMark] = field(default_factory=dict)
    format: int = FORMAT


def mark_of(path: Path) -> FileMark:
    """Reads the whole file, about a second per gigabyte."""
    crc, size = 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return FileMark(size, crc, _sample(path, size))


def _sample(path: Path, size: int) -> int:
    """CRC-32 of pieces spread over the file, its beginning and its end among them; of all of it where it is small."""
    if size <= _SMALL:
        return zlib.crc32(path.read_bytes())
    crc, last = 0, size - _PIECE
    with path.open("rb", buffering=0) as file:
        for number in range(_PIECES + 1):
            file.seek(last * number // _PIECES)
            crc = zlib.crc32(file.read(_PIECE), crc)
    return crc


def write_manifest(folder: Path, manifest: Manifest) -> None:
    plain = asdict(manifest)
    body = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    (folder / NAME).write_text(f"{zlib.crc32(body.encode()):08x}\n{body}\n", encoding="utf-8")


def read_manifest(folder: Path, *, formats: Collection[int] = (FORMAT,)) -> Manifest:
    """Raises ``IndexDamaged`` when it is missing, torn or of another format than these."""
    try:
        crc, body = (folder / NAME).read_text(encoding="utf-8").rstrip("\n").split("\n")
        plain = json.loads(body)
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"The manifest of {folder} cannot be read ({error}). Rebuild the index.") from error
    if zlib.crc32(body.encode()) != int(crc, 16) or plain.get("format") not in formats:
        raise IndexDamaged(f"The manifest of {folder} is torn or of another format. Rebuild the index.")
    files = {name: FileMark(**mark) for name, mark in plain.pop("files").items()}
    return Manifest(**plain, files=files)


class Verifier:
    """Compares the files of a generation with its manifest; a file found good is not read again by this process.

    Files above a megabyte are sampled (size, beginning, end and 63 pieces between), which finds what a crash or a full
    disk leaves behind and costs a few milliseconds whatever the size; ``whole`` reads everything.
    """

    def __init__(self, *, whole: bool = False) -> None:
        self._whole = whole
        self._good: set[tuple[int, int, str, FileMark]] = set()

    def check(self, folder: Path, manifest: Manifest) -> None:
        """Raises ``IndexDamaged`` naming the first file that differs."""
        for name, mark in manifest.files.items():
            path = folder / name
            try:
                status = path.stat()
                key = (status.st_ino, status.st_mtime_ns, name, mark)
                good = key in self._good or (status.st_size == mark.size and self._same(path, mark))
            except OSError as error:
                raise IndexDamaged(f"{path} cannot be read ({error}). Rebuild the index.") from error
            if not good:
                raise IndexDamaged(f"{path} is not what was written. Rebuild the index.")
            self._good.add(key)

    def _same(self, path: Path, mark: FileMark) -> bool:
        return mark_of(path) == mark if self._whole else _sample(path, mark.size) == mark.sample
