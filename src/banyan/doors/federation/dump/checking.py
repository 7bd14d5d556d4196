"""Whether a dump is whole and whose it is; what ``sha256sum`` and ``openssl`` would say, in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from banyan.doors.federation.dump.keeping import FILES
from banyan.doors.federation.dump.signing import fingerprint, is_signed
from banyan.doors.federation.dump.writing import KEY, SIGNATURE, SUMS, sha256_of

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """``faults``: file → what is wrong with it, ``missing``, ``changed`` or ``unsigned``; none when all is well.

    ``key`` is the fingerprint of the key that the signature was held against, and ``beside`` that this key was taken
    from the dump itself, which proves that the dump is whole, and not whose it is.
    """

    faults: dict[str, str]
    key: str
    beside: bool


def check(folder: Path, *, key: bytes | None = None, progress: Callable[[int, int], None] | None = None) -> Finding:
    """Reads all of it. ``NoKey`` where the key is none; ``OSError`` where the folder cannot be read."""
    faults = {name: "missing" for name in FILES if not (folder / name).is_file()}
    pem = key if key is not None else _beginning(folder / KEY)
    if SUMS in faults or SIGNATURE in faults:
        return Finding(faults, fingerprint(pem), key is None)
    sums = _beginning(folder / SUMS)
    if not is_signed(sums, _beginning(folder / SIGNATURE), pem):
        faults[SUMS] = "unsigned"
    told = {
        name: sum_ for sum_, _, name in (line.partition("  ") for line in sums.decode(errors="replace").splitlines())
    }
    wanted = [name for name in FILES if name not in {SUMS, SIGNATURE} and name not in faults]
    for done, name in enumerate(wanted, start=1):
        if sha256_of(folder / name) != told.get(name):
            faults[name] = "changed"
        if progress is not None:
            progress(done, len(wanted))
    return Finding(faults, fingerprint(pem), key is None)


def _beginning(file: Path) -> bytes:
    """A small file, or what of a large one is in the place of it."""
    with file.open("rb") as content:
        return content.read(_MOST)
