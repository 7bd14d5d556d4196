"""What is done in each row of the table, one module a room."""

from __future__ import annotations

from collections.abc import Mapping

from tests.permissions.deeds import listings, matchmaking, moderation, organisations
from tests.permissions.table import Deed, Row

__all__ = ["KNOWN", "Row"]

KNOWN: Mapping[str, Deed] = {
    **organisations.DEEDS,
    **listings.DEEDS,
    **moderation.DEEDS,
    **matchmaking.DEEDS,
}
