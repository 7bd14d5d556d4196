"""Listings that stand in several places: one of them is shown, the others are named beside it. One query a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from banyan.practice.matchmaking.models import Twin
from banyan.practice.matchmaking.rules import Places, one_of_each

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Twins:
    """Places of some listings and of all that are the same as these; ``others`` in the order of their places."""

    places: Places
    members: Mapping[str, Sequence[str]]

    def one_of_each(self, ids: Iterable[str]) -> list[str]:
        """One listing of each group that is among ``ids``, where the first of the group stands."""
        return one_of_each(ids, self.places)

    def kept(self, ids: Iterable[str]) -> frozenset[str]:
        """The same, for lists with an order of their own."""
        return frozenset(self.one_of_each(ids))

    def members_of(self, id: str) -> Sequence[str]:
        """The whole group of a listing; empty where it stands alone."""
        return self.members.get(self.places.get(id, ("", 0))[0], ())

    def others(self, id: str) -> Sequence[str]:
        """What else is the same as this listing, the best first."""
        return [one for one in self.members_of(id) if one != id][:MOST_NAMED]


def twins_of(ids: Iterable[str]) -> Twins:
    """What is known of these listings and of those that are the same as they."""
    asked = Twin.objects.filter(listing__in=list(ids)).values("group")
    rows = Twin.objects.filter(group__in=asked).order_by("group", "place").values_list("listing", "group", "place")
    places: dict[str, tuple[str, int]] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for listing, group, place in rows:
        places[listing] = (group, place)
        members[group].append(listing)
    return Twins(places, members)
