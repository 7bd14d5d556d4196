"""Arrays in one immutable file, read by mapping it or by reading pieces of it.

::

    magic · each array, aligned to 64 bytes · a directory of them in JSON · its length in 8 bytes · magic

A mapped array counts as memory of the process once it is touched; ``Flat.read`` does not.
"""

from __future__ import annotations

import json
import mmap
import os
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from banyan.engine.errors import IndexDamaged

_MAGIC: Final = b"BANYANF1"
_ALIGNED: Final = 64
Array = NDArray[Any]


class FlatWriter:
    """Writes the arrays of one file in turn; the file is worthless until ``close``."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")
        self._file.write(_MAGIC)
        self._directory: dict[str, tuple[str, int, list[int]]] = {}

    def __enter__(self) -> FlatWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, name: str, chunks: Iterable[Array], dtype: str, columns: int = 0) -> None:
        """One array, given in pieces; ``columns`` above 0 makes it two-dimensional."""
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNED))
        start, rows = self._file.tell(), 0
        for chunk in chunks:
            array = np.ascontiguousarray(chunk, dtype=dtype)
            rows += len(array)
            self._file.write(array.data if array.size else b"")
        self._directory[name] = (dtype, start, [rows, columns] if columns else [rows])

    def close(self, meta: Mapping[str, Any]) -> None:
        """``meta`` is kept beside the arrays as JSON."""
        body = json.dumps({"arrays": self._directory, "meta": meta}).encode()
        self._file.write(body + len(body).to_bytes(8, "little") + _MAGIC)
        self._file.close()


class Flat:
    """A finished file. Raises ``IndexDamaged`` when it is not one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._handle = os.open(path, os.O_RDONLY)
            self._release = weakref.finalize(self, os.close, self._handle)
            self._size = os.fstat(self._handle).st_size
            self._map = mmap.mmap(self._handle, self._size, access=mmap.ACCESS_READ)
            directory = self._read_directory()
            self._offsets = {name: entry[1] for name, entry in directory["arrays"].items()}
            self.meta: Mapping[str, Any] = directory["meta"]
            self.arrays: Mapping[str, Array] = {
                name: self._array(*entry) for name, entry in directory["arrays"].items()
            }
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(f"{path} cannot be read ({error}). Rebuild the index.") from error

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes ``start`` to ``stop`` of an array."""
        return os.pread(self._handle, stop - start, self._offsets[name] + start)

    def read_many(self, name: str, starts: Iterable[int], stops: Iterable[int]) -> list[bytes]:
        """``read`` of several pieces."""
        handle, offset, read = self._handle, self._offsets[name], os.pread
        return [read(handle, stop - start, offset + start) for start, stop in zip(starts, stops, strict=True)]

    def _read_directory(self) -> dict[str, Any]:
        tail = self._map[-16:]
        length = int.from_bytes(tail[:8], "little")
        if self._map[:8] != _MAGIC or tail[8:] != _MAGIC or length > self._size:
            raise ValueError("it is cut short or of another format")
        found: dict[str, Any] = json.loads(self._map[-16 - length : -16])
        return found

    def _array(self, dtype: str, start: int, shape: list[int]) -> Array:
        count = int(np.prod(shape))
        if not count:
            return np.zeros(shape, dtype=dtype)
        return np.frombuffer(self._map, dtype=dtype, count=count, offset=start).reshape(shape)
