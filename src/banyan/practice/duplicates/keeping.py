"""Pairs as rows, and what follows from them for what is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q

from banyan.practice.duplicates.models import Pair, Sketch
from banyan.practice.duplicates.reading import row_keys, standing_of_row
from banyan.practice.duplicates.rules import Found, Standing, groups
from banyan.practice.duplicates.types import PairState
from banyan.practice.matchmaking.services import twins_set

_FOUND = (PairState.PROPOSED, PairState.SURE)
_SHOWN_ONCE = (PairState.SURE, PairState.SAME)
_LARGEST = 1000
"""Listings that hang together through pairs; beyond them a group is not followed further."""
Ids = tuple[str, str]


def keep_pairs(several: Iterable[Found]) -> None:
    """New pairs, and how those found before look now; what a person said stays."""
    wanted = {(one.one, one.other): one for one in several}
    keys = row_keys({id for pair in wanted for id in pair})
    known = {
        (row.one_id, row.other_id): row for row in Pair.objects.filter(one__in=keys.values(), other__in=keys.values())
    }
    fresh, changed = [], []
    for (one, other), what in wanted.items():
        if one not in keys or other not in keys:
            continue
        row = known.get((keys[one], keys[other]))
        figures = {"found_as": what.state, "why": what.why, "likeness": round(100 * what.likeness)}
        if row is None:
            fresh.append(Pair(one_id=keys[one], other_id=keys[other], state=what.state, **figures))
        elif any(getattr(row, name) != value for name, value in figures.items()):
            row.found_as, row.why, row.likeness = what.state, what.why, round(100 * what.likeness)
            if row.state in _FOUND:
                row.state, row.version = what.state, row.version + 1
            changed.append(row)
    Pair.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    Pair.objects.bulk_update(changed, ["state", "found_as", "why", "likeness", "version"], batch_size=500)


def forget_pairs(rows: Iterable[int]) -> None:
    """Removes pairs that are not found any more, by row key; what a person said of a pair stays."""
    Pair.objects.filter(pk__in=list(rows), state__in=_FOUND).delete()


def found_pairs(ids: Collection[str] | None = None, *, why: Collection[str]) -> dict[Ids, int]:
    """Pairs that nobody has spoken of, of some listings or of all, with their row keys."""
    rows = Pair.objects.filter(state__in=_FOUND, why__in=list(why))
    if ids is not None:
        rows = rows.filter(Q(one__public_id__in=list(ids)) | Q(other__public_id__in=list(ids)))
    listed = rows.values_list("one__public_id", "other__public_id", "pk")
    return {(one, other): pk for one, other, pk in listed}


def regroup(ids: Collection[str]) -> None:
    """Decides anew what is shown for what, among these listings and all that hang together with them."""
    here = _hanging_together(ids)
    rows = Pair.objects.filter(one__public_id__in=list(here), other__public_id__in=list(here))
    made = _groups(rows.values_list("one__public_id", "other__public_id", "state"), _standings(here))
    twins_set(of=sorted(here), groups=made)


def regroup_all() -> int:
    """The same for everything; returns how many groups there are."""
    rows = list(Pair.objects.values_list("one__public_id", "other__public_id", "state"))
    ids = {id for one, other, _ in rows for id in (one, other)}
    made = _groups(rows, _standings(ids))
    twins_set(of=None, groups=made)
    return len(made)


def _groups(rows: Iterable[tuple[str, str, str]], of: Mapping[str, Standing]) -> list[list[str]]:
    by_state: dict[str, set[Ids]] = {state.value: set() for state in PairState}
    for one, other, state in rows:
        by_state[state].add((one, other))
    return groups(by_state[PairState.SURE], by_state[PairState.SAME], by_state[PairState.APART], of)


def _hanging_together(ids: Collection[str]) -> set[str]:
    here, edge = set(ids), set(ids)
    while edge and len(here) < _LARGEST:
        rows = Pair.objects.filter(state__in=_SHOWN_ONCE).filter(
            Q(one__public_id__in=list(edge)) | Q(other__public_id__in=list(edge))
        )
        found = {id for pair in rows.values_list("one__public_id", "other__public_id") for id in pair}
        edge = found - here
        here |= edge
    return here


def _standings(ids: Collection[str]) -> dict[str, Standing]:
    """Only of listings that are shown: others have no sketch."""
    standings: dict[str, Standing] = {}
    every: Sequence[str] = sorted(ids)
    for start in range(0, len(every), 5000):
        rows = Sketch.objects.filter(listing__public_id__in=every[start : start + 5000]).select_related("listing")
        standings.update(
            {row.listing.public_id: standing_of_row(row) for row in rows.defer("shingles", "title", "bands")}
        )
    return standings
