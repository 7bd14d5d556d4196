"""Whether a listing may be supplied where the need is."""

from __future__ import annotations

from banyan.engine.rank.criteria.finding import Codes, Finding, Pair, finding
from banyan.engine.types import Criterion, Verdict

WORLD = "WORLD"
_CRITERION = Criterion.TERRITORY


def check(pair: Pair) -> Finding | None:
    """Every country of the need must be served; some of them is a doubt, none a conflict, silence unknown.

    A technology is supplied somewhere; money, advice, courses and laboratories are open to those of some places.
    """
    wanted, served = pair.need.places, pair.other.territories
    if not wanted:
        return None
    table = "territory" if pair.is_technology else "open_to"
    where = Codes("place", wanted)
    if not served:
        return finding(pair, _CRITERION, Verdict.UNKNOWN, f"{table}.unknown", places=where)
    if WORLD in served:
        return finding(pair, _CRITERION, Verdict.FITS, f"{table}.world")
    missing = frozenset([place for place in wanted - served if not _covers(pair, served, place)])
    if not missing:
        return finding(pair, _CRITERION, Verdict.FITS, f"{table}.fits", places=where)
    if len(missing) < len(wanted) or any(_touches(pair, served, place) for place in missing):
        return finding(
            pair, _CRITERION, Verdict.DOUBT, f"{table}.part",
            served=Codes("place", served), missing=Codes("place", missing),
        )  # fmt: skip
    if not all(map(pair.world.countries_of, (*served, *missing))):
        return finding(pair, _CRITERION, Verdict.UNKNOWN, f"{table}.unknown", places=where)
    return finding(
        pair, _CRITERION, Verdict.CONFLICT, f"{table}.conflict", territories=Codes("place", served), places=where
    )


def _covers(pair: Pair, served: frozenset[str], place: str) -> bool:
    countries = pair.world.countries_of(place)
    return bool(countries) and countries <= pair.world.countries(served)


def _touches(pair: Pair, served: frozenset[str], place: str) -> bool:
    return place == WORLD or not pair.world.countries(served).isdisjoint(pair.world.countries_of(place))
