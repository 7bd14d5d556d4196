"""Where else the same listing stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from banyan.domain.accounts.policy import Asker
from banyan.domain.listings.selectors import listings_by_ids
from banyan.domain.listings.types import ListingView, State
from banyan.practice.matchmaking.twins import Twins, twins_of


def also_at(ids: Sequence[str], *, asker: Asker) -> Mapping[str, tuple[ListingView, ...]]:
    """Of each listing that stands in several places the others that the asker may see, the best first; a handful of
    queries for a whole page."""
    return named_beside(ids, twins_of(ids), asker)


def named_beside(ids: Sequence[str], twins: Twins, asker: Asker) -> Mapping[str, tuple[ListingView, ...]]:
    """``also_at`` where the twins are known already."""
    wanted = {id: twins.others(id) for id in ids}
    every = [one for some in wanted.values() for one in some]
    if not every:
        return {}
    views = {view.id: view for view in listings_by_ids(every, for_user=asker) if view.state is State.PUBLISHED}
    return {id: tuple(views[one] for one in some if one in views) for id, some in wanted.items() if some}
