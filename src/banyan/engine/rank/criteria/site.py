"""Whether a technology can run at the need's site: power, water, connection, skills, spare parts, climate."""

from __future__ import annotations

from dataclasses import dataclass, field

from banyan.engine.rank.criteria.finding import Codes, Finding, Pair, finding
from banyan.engine.rank.scales import SCALES, level
from banyan.engine.types import Criterion, Site, Verdict

_CRITERION = Criterion.SITE
_CONFLICT_FROM = 2  #: steps short


@dataclass(slots=True)
class _Seen:
    suits: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    short: list[tuple[int, str]] = field(default_factory=list)  #: steps, dimension


def check(pair: Pair) -> Finding | None:
    """Only what the need says of its site is checked. The strongest doubt is the one that is named.

    One step short of what is needed is a doubt, two or more a conflict; a climate in which it is known to fail is a
    conflict, one in which it has not been shown to work a doubt. Silence is held against technologies only: a course
    or a laboratory rarely needs anything on site.
    """
    has, needs = pair.need.site, pair.other.site
    if not pair.is_technology and needs == Site():
        return None
    seen = _dimensions(has, needs)
    if not pair.is_technology:
        seen.silent.clear()
    bad = has.climates & needs.bad_climates
    if bad:
        return finding(pair, _CRITERION, Verdict.CONFLICT, "site.bad_climate", climates=Codes("climate", bad))
    if seen.short:
        return _short(pair, max(seen.short, key=lambda item: item[0]))
    untried = has.climates - needs.climates
    if has.climates and needs.climates and untried:
        return finding(pair, _CRITERION, Verdict.DOUBT, "site.untried_climate", climates=Codes("climate", untried))
    if has.climates and (needs.climates or pair.is_technology):
        (seen.suits if needs.climates else seen.silent).append("climate")
    return _summary(pair, seen)


def _dimensions(has: Site, needs: Site) -> _Seen:
    seen = _Seen()
    for dimension in SCALES:
        here = level(dimension, getattr(has, dimension))
        if here is None:
            continue
        wanted = level(dimension, getattr(needs, dimension))
        if wanted is None:
            seen.silent.append(dimension)
        elif wanted <= here:
            seen.suits.append(dimension)
        else:
            seen.short.append((wanted - here, dimension))
    return seen


def _short(pair: Pair, worst: tuple[int, str]) -> Finding:
    steps, dimension = worst
    return finding(
        pair,
        _CRITERION,
        Verdict.CONFLICT if steps >= _CONFLICT_FROM else Verdict.DOUBT,
        f"site.{dimension}",
        needs=f"{dimension}:{getattr(pair.other.site, dimension)}",
        has=f"{dimension}:{getattr(pair.need.site, dimension)}",
    )


def _summary(pair: Pair, seen: _Seen) -> Finding | None:
    """Nothing is against it: it fits when at least half of what the need says is answered."""
    if not seen.suits and not seen.silent:
        return None
    suits, silent = Codes("site", seen.suits), Codes("site", seen.silent)
    if not seen.silent:
        return finding(pair, _CRITERION, Verdict.FITS, "site.fits", suits=suits)
    if len(seen.suits) >= len(seen.silent):
        return finding(pair, _CRITERION, Verdict.FITS, "site.fits_partly", suits=suits, silent=silent)
    return finding(pair, _CRITERION, Verdict.UNKNOWN, "site.unknown", silent=silent)
