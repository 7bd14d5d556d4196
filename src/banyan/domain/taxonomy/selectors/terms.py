"""Goals, sectors, technologies and readiness levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from banyan.domain.taxonomy.errors import UnknownCode
from banyan.domain.taxonomy.rules import fold, nearest
from banyan.domain.taxonomy.selectors.reading import frozen, sdg_file, sector_file, technology_file, trl_file
from banyan.domain.taxonomy.types import Scheme, SdgTerm, Section, Sector, Technology, Term, TrlLevel, TrlScale

T = TypeVar("T", bound=Term)


def find(scheme: Scheme, code: str, table: Mapping[str, T]) -> T:
    """The term, or :class:`UnknownCode` with the codes most like the one given (by code or English label)."""
    found = table.get(code)
    if found is None:
        named = {fold(term.labels["en"]): known for known, term in table.items()} | {
            fold(known): known for known in table
        }
        raise UnknownCode(scheme.value, code, nearest(code, named))
    return found


@lru_cache(maxsize=1)
def _sdgs() -> Mapping[str, SdgTerm]:
    terms = (SdgTerm(r["code"], frozen(r["labels"]), tuple(r["keywords"])) for r in sdg_file()["terms"])
    return {term.code: term for term in terms}


def sdg(code: str) -> SdgTerm:
    """The goal or target; raises :class:`UnknownCode`."""
    return find(Scheme.SDG, code, _sdgs())


def sdgs() -> tuple[SdgTerm, ...]:
    """Goals and targets, each goal before its targets."""
    return tuple(_sdgs().values())


def sdg_goals() -> tuple[SdgTerm, ...]:
    """The seventeen goals, in order."""
    return tuple(term for term in sdgs() if term.is_goal)


def sdg_targets(goal: str | None = None) -> tuple[SdgTerm, ...]:
    """The 169 targets, or those of one goal, in the official order; raises :class:`UnknownCode`."""
    wanted = None if goal is None else sdg(goal).goal
    return tuple(term for term in sdgs() if not term.is_goal and wanted in (None, term.goal))


def goal_of(code: str) -> str:
    """``6.1`` → ``6``, ``6`` → ``6``; raises :class:`UnknownCode`."""
    return sdg(code).goal


@lru_cache(maxsize=1)
def _sectors() -> Mapping[str, Sector]:
    rows = sector_file()["divisions"]
    return {r["code"]: Sector(r["code"], r["section"], frozen(r["labels"]), tuple(r["keywords"])) for r in rows}


def sector(code: str) -> Sector:
    """The two-digit division; raises :class:`UnknownCode`."""
    return find(Scheme.SECTOR, code, _sectors())


def sectors() -> tuple[Sector, ...]:
    """The 88 divisions, in order."""
    return tuple(_sectors().values())


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """The 21 sections that group the divisions, ``A`` to ``U``."""
    return tuple(Section(r["code"], frozen(r["labels"])) for r in sector_file()["sections"])


@lru_cache(maxsize=1)
def _technologies() -> Mapping[str, Technology]:
    rows = technology_file()["classes"]
    terms = (Technology(r["code"], r["broader"], frozen(r["labels"]), r["scope"], tuple(r["cpc"])) for r in rows)
    return {term.code: term for term in terms}


def technology(code: str) -> Technology:
    """The class, of either level; raises :class:`UnknownCode`."""
    return find(Scheme.TECHNOLOGY, code, _technologies())


def technologies(top: str | None = None) -> tuple[Technology, ...]:
    """All classes, each top class before those under it; or only those under ``top``; raises :class:`UnknownCode`."""
    if top is None:
        return tuple(_technologies().values())
    wanted = technology(top).code
    return tuple(term for term in _technologies().values() if term.broader == wanted)


@lru_cache(maxsize=1)
def trl_scale() -> TrlScale:
    """The nine levels, with the scale's name, date and source."""
    stored = trl_file()
    levels = tuple(TrlLevel(r["level"], frozen(r["labels"])) for r in stored["levels"])
    return TrlScale(stored["name"], stored["date"], stored["source"], levels)


def trl(level: int) -> TrlLevel:
    """The level, 1 to 9; raises :class:`UnknownCode`."""
    for known in trl_scale().levels:
        if known.level == level:
            return known
    raise UnknownCode(Scheme.TRL.value, str(level), _ends(known.level for known in trl_scale().levels))


def _ends(levels: Iterable[int]) -> tuple[str, ...]:
    ordered = sorted(levels)
    return (str(ordered[0]), str(ordered[-1]))
