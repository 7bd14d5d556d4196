from __future__ import annotations

from tests.practice.matchmaking.conftest import index_folder

__all__ = ["index_folder"]
