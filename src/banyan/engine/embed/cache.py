"""Vectors kept on disk, so that no text is embedded twice: one SQLite file beside the index."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from banyan.engine.ports import Encoder, Vectors

_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS vectors "
    "(encoder TEXT NOT NULL, purpose TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL, "
    "PRIMARY KEY (encoder, purpose, text)) WITHOUT ROWID"
)
_ASKED_AT_ONCE: Final = 400
_WRITTEN_AT_ONCE: Final = 64


class CachedEncoder:
    """Wraps an encoder; the same name and dimensions. Keys are the encoder's name, the purpose (query or passage) and
    the sha256 of the text. Vectors are kept as float32, exactly as the encoder gave them.

    Several processes may share the file: writes are short transactions. New vectors are written every 64 texts, so
    that a killed job loses at most those. A file that cannot be read is put aside (``.damaged``) and begun anew.
    """

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder = encoder
        self._path = path
        self._lock = threading.Lock()
        self._connection = _open(path)

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._through("query", texts, self._encoder.queries)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._through("passage", texts, self._encoder.passages)

    def recall(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those passages that are kept already; nothing is embedded."""
        if not self.dimensions or not texts:
            return {}
        keys = {sha256(text.encode("utf-8", errors="surrogatepass")).digest(): text for text in texts}
        return {keys[key]: vector for key, vector in self._find("passage", set(keys), self.dimensions).items()}

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _through(self, purpose: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]) -> Vectors:
        dimensions = self.dimensions
        if dimensions == 0 or not texts:
            return np.zeros((len(texts), dimensions), dtype=np.float32)
        keys = [sha256(text.encode("utf-8", errors="surrogatepass")).digest() for text in texts]
        known = self._find(purpose, set(keys), dimensions)
        missing = list({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
        for start in range(0, len(missing), _WRITTEN_AT_ONCE):
            part = missing[start : start + _WRITTEN_AT_ONCE]
            vectors = encode([text for _, text in part])
            fresh = {key: vector for (key, _), vector in zip(part, vectors, strict=True)}
            self._keep(purpose, fresh)
            known.update(fresh)
        return np.stack([known[key] for key in keys]).astype(np.float32, copy=False)

    def _find(self, purpose: str, keys: Iterable[bytes], dimensions: int) -> dict[bytes, Vectors]:
        wanted = list(keys)
        found: dict[bytes, Vectors] = {}
        with self._lock:
            for start in range(0, len(wanted), _ASKED_AT_ONCE):
                part = wanted[start : start + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self._connection.execute(
                    f"SELECT text, vector FROM vectors WHERE encoder = ? AND purpose = ? AND text IN ({marks})",  # noqa: S608 only marks
                    [self.name, purpose, *part],
                )
                found.update((key, np.frombuffer(blob, dtype=np.float32)) for key, blob in rows)
        return {key: vector for key, vector in found.items() if vector.shape == (dimensions,)}

    def _keep(self, purpose: str, vectors: dict[bytes, Vectors]) -> None:
        rows = [
            (self.name, purpose, key, np.ascontiguousarray(vector, dtype=np.float32).tobytes())
            for key, vector in vectors.items()
        ]
        with self._lock, self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connect(path)
    except sqlite3.OperationalError:  # locked, full or not permitted: the file itself is not at fault
        raise
    except sqlite3.DatabaseError:
        path.replace(path.with_name(path.name + ".damaged"))
        for side in ("-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(_TABLE)
        connection.execute("SELECT count(*) FROM (SELECT 1 FROM vectors LIMIT 1)").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
