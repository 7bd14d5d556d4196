"""What a generation says of itself: written last, checked first."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from banyan.engine.errors import IndexDamaged

FORMAT: Final = 2
NAME: Final = "manifest.json"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FileMark:
    """Size in bytes and CRC-32 of a file: enough against torn writes and rot, not against a forger."""

    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation: its counts, its encoder, and every file it is made of (paths relative to its folder).

    ``base`` and ``delta`` name files of vectors, ``dead`` the listings struck out of the base, ``pending`` those not
    yet embedded; "" where there is none.
    """

    generation: int
    encoder: str
    dimensions: int
    records: int
    embedded: int
    base: str = ""
    delta: str = ""
    dead: str = ""
    pending: str = ""
    files: Mapping[str, FileMark] = field(default_factory=dict)
    format: int = FORMAT


def mark_of(path: Path) -> FileMark:
    """Reads the whole file, about a second per gigabyte."""
    crc, size = 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return FileMark(size, crc)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    plain = asdict(manifest)
    body = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    (folder / NAME).write_text(f"{zlib.crc32(body.encode()):08x}\n{body}\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Raises ``IndexDamaged`` when it is missing, torn or of a format this version does not read."""
    try:
        crc, body = (folder / NAME).read_text(encoding="utf-8").rstrip("\n").split("\n")
        plain = json.loads(body)
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"The manifest of {folder} cannot be read ({error}). Rebuild the index.") from error
    if zlib.crc32(body.encode()) != int(crc, 16) or plain.get("format") != FORMAT:
        raise IndexDamaged(f"The manifest of {folder} is torn or of another format. Rebuild the index.")
    files = {name: FileMark(**mark) for name, mark in plain.pop("files").items()}
    return Manifest(**plain, files=files)


class Verifier:
    """Compares the files of a generation with its manifest; a file found good is not read again by this process."""

    def __init__(self) -> None:
        self._good: set[tuple[int, int, str, FileMark]] = set()

    def check(self, folder: Path, manifest: Manifest) -> None:
        """Raises ``IndexDamaged`` naming the first file that differs."""
        for name, mark in manifest.files.items():
            path = folder / name
            try:
                status = path.stat()
                key = (status.st_ino, status.st_mtime_ns, name, mark)
                good = key in self._good or (status.st_size == mark.size and mark_of(path) == mark)
            except OSError as error:
                raise IndexDamaged(f"{path} cannot be read ({error}). Rebuild the index.") from error
            if not good:
                raise IndexDamaged(f"{path} is not what was written. Rebuild the index.")
            self._good.add(key)
