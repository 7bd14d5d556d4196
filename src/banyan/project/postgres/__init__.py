"""Banyan's own PostgreSQL, for who has none: see ``docs/decisions/0002-postgresql-everywhere.md``."""

from __future__ import annotations

from banyan.project.postgres.binaries import ServerFault
from banyan.project.postgres.holding import Hold, hold
from banyan.project.postgres.layout import Layout

__all__ = ["Hold", "Layout", "ServerFault", "hold"]
