"""How many files a listing has room for."""

from __future__ import annotations

MOST_FILES = 20
