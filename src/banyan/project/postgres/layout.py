"""Where an embedded server keeps its things."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

#: The longest path a Unix socket may have on every system we run on (macOS: 104 bytes with the closing NUL).
_LONGEST_SOCKET = 103
_SOCKET_NAME = ".s.PGSQL.5432"
_PLAIN = re.compile(r"[A-Za-z0-9_./+@-]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of one embedded server; ``durable=False`` trades safety of the data for speed (tests)."""

    folder: Path
    durable: bool = True
    role: str = "banyan"
    database: str = "banyan"

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says; inside the data folder because it runs as the owner of that folder."""
        return self.data / "server.log"

    @property
    def socket_folder(self) -> Path:
        """The only way in. Beside the data, or under ``/tmp`` where that path is too long or has odd characters."""
        near = self.folder / "run"
        if _PLAIN.fullmatch(str(near)) and len(os.fsencode(near / _SOCKET_NAME)) <= _LONGEST_SOCKET:
            return near
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"banyan-{digest}"  # noqa: S108  (checked for owner and mode before use)

    @property
    def holders(self) -> Path:
        """Locked (shared) by every process that uses the server."""
        return self.folder / "holders.lock"

    @property
    def starting(self) -> Path:
        """Locked by the one process that starts or stops the server."""
        return self.folder / "starting.lock"

    @property
    def keeping(self) -> Path:
        """Locked by the keeper as long as it lives."""
        return self.folder / "keeper.lock"
