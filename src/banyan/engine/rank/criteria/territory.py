"""Whether a listing may be supplied where the need is."""

from __future__ import annotations

from collections.abc import Iterable

from banyan.engine.rank.criteria.finding import Pair, finding
from banyan.engine.rank.messages import codes_of
from banyan.engine.types import Criterion, CriterionResult, Verdict

WORLD = "WORLD"
_CRITERION = Criterion.TERRITORY


def check(pair: Pair) -> CriterionResult | None:
    """Every country of the need must be served; some of them is a doubt, none a conflict, silence unknown."""
    wanted, served = pair.need.places, pair.other.territories
    if not wanted:
        return None
    where = codes_of("place", wanted)
    if not served:
        return finding(pair, _CRITERION, Verdict.UNKNOWN, "territory.unknown", places=where)
    if WORLD in served:
        return finding(pair, _CRITERION, Verdict.FITS, "territory.world")
    missing = frozenset(place for place in wanted if not _covers(pair, served, place))
    if not missing:
        return finding(pair, _CRITERION, Verdict.FITS, "territory.fits", places=where)
    if len(missing) < len(wanted) or any(_touches(pair, served, place) for place in missing):
        return finding(
            pair, _CRITERION, Verdict.DOUBT, "territory.part",
            served=codes_of("place", served), missing=codes_of("place", missing),
        )  # fmt: skip
    if any(not _countries(pair, (code,)) for code in (*served, *missing)):
        return finding(pair, _CRITERION, Verdict.UNKNOWN, "territory.unknown", places=where)
    return finding(
        pair, _CRITERION, Verdict.CONFLICT, "territory.conflict", territories=codes_of("place", served), places=where
    )


def _covers(pair: Pair, served: frozenset[str], place: str) -> bool:
    countries = _countries(pair, (place,))
    return place in served or bool(countries and countries <= _countries(pair, served))


def _touches(pair: Pair, served: frozenset[str], place: str) -> bool:
    return place == WORLD or bool(_countries(pair, (place,)) & _countries(pair, served))


def _countries(pair: Pair, codes: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(pair.places.countries_in(code, on=pair.today) for code in codes))
