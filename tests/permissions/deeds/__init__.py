"""What is done in each row of the table, one module a room or a part of one."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from tests.permissions.deeds import (
    accounts,
    answers,
    cases,
    desk,
    duplicates,
    enquiries,
    listings,
    matchmaking,
    moderation,
    organisations,
    sources,
)
from tests.permissions.table import Deed

__all__ = ["KNOWN"]

KNOWN: Mapping[str, Deed] = ChainMap(
    *(
        dict(part.DEEDS)
        for part in (
            accounts,
            organisations,
            listings,
            moderation,
            matchmaking,
            duplicates,
            enquiries,
            answers,
            cases,
            desk,
            sources,
        )
    )
)
