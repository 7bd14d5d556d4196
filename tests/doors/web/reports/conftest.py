from __future__ import annotations

from tests.cast import cast
from tests.doors.web.reading import index_folder, indexed
from tests.practice.brokerage.conftest import need, offer, secret_need

__all__ = ["cast", "index_folder", "indexed", "need", "offer", "secret_need"]
