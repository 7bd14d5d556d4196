from __future__ import annotations

from collections.abc import Iterable, Mapping

#: Listing → its group and its place there.
Places = Mapping[str, tuple[str, int]]


def one_of_each(ids: Iterable[str], places: Places) -> list[str]:
    """The ids without those of which another of the group is there with a lesser place; that one stands where the first
    of the group stood."""
    ordered = list(ids)
    best: dict[str, tuple[int, str]] = {}
    for id in ordered:
        if id in places:
            group, place = places[id]
            best[group] = min(best.get(group, (place, id)), (place, id))
    return list(dict.fromkeys(best[places[id][0]][1] if id in places else id for id in ordered))
