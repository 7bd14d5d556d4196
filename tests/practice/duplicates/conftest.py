from __future__ import annotations

from tests.cast import cast
from tests.practice.matchmaking.conftest import index_folder

__all__ = ["cast", "index_folder"]
