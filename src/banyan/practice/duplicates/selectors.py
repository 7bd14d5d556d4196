"""Pairs for those who decide about them."""

from __future__ import annotations

from collections.abc import Collection

from banyan.base.paging import Page, moment_in, pack, unpack
from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listings_by_ids
from banyan.domain.listings.types import State
from banyan.practice.duplicates.models import Pair
from banyan.practice.duplicates.policy import decides, looked_after
from banyan.practice.duplicates.rules import common_words
from banyan.practice.duplicates.types import PairState, PairView, Why

__all__ = ["common_words", "decides", "pairs_of", "proposed_count"]


def pairs_of(asker: Asker, *, states: Collection[PairState], cursor: str = "", size: int = 10) -> Page[PairView]:
    """Pairs in these states that the asker looks after, newest first; a handful of queries for a page. ``Invalid`` for
    a broken cursor."""
    rows = Pair.objects.filter(looked_after(asker), state__in=[state.value for state in states])
    if cursor:
        found, last = unpack(cursor, length=2)
        moment = moment_in(found)
        rows = rows.filter(found__lt=moment) | rows.filter(found=moment, public_id__lt=str(last))
    fetched = list(rows.select_related("one", "other", "decided_by").order_by("-found", "-public_id")[: size + 1])
    shown = fetched[:size]
    ids = [id for row in shown for id in (row.one.public_id, row.other.public_id)]
    views = {view.id: view for view in listings_by_ids(ids, for_user=asker) if view.state is State.PUBLISHED}
    found_rows = [
        PairView(
            id=row.public_id,
            one=views.get(row.one.public_id),
            other=views.get(row.other.public_id),
            state=PairState(row.state),
            why=Why(row.why),
            likeness=row.likeness,
            found=row.found,
            decided_by=row.decided_by.name if row.decided_by is not None else "",
            decided=row.decided,
            version=row.version,
        )
        for row in shown
    ]
    last_row = shown[-1] if len(fetched) > size else None
    return Page(found_rows, pack([last_row.found.isoformat(), last_row.public_id]) if last_row else None)


def proposed_count(asker: Asker) -> int:
    """How many pairs wait for a word of the asker's."""
    return Pair.objects.filter(looked_after(asker), state=PairState.PROPOSED).count() if decides(asker) else 0
