"""What a listing's facts say, cut into the pieces that are compared, each named by a hash of it.

Many listings say the same thing of one matter, and each matter is judged once for all that say it alike: of some
hundred candidates only the different hashes are looked at, and facts are read from the card of one that has it.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final

from banyan.engine.index.codec import plain_json
from banyan.engine.ports import Said
from banyan.engine.types import Facts, Record


class Facet(IntEnum):
    """The columns of a listing's hashes. A new one goes to the end and makes a new format of the index."""

    SDGS = 0
    SECTORS = 1
    TECHNOLOGIES = 2
    TERRITORY = 3
    SITE = 4
    TRL = 5
    BUDGET = 6
    DEADLINE = 7
    COOPERATION = 8
    LANGUAGE = 9
    SUPPORT = 10
    PLACES = 11
    LEAST_TRL = 12


_NAMES: Final[tuple[tuple[str, ...], ...]] = (
    ("sdgs",), ("sectors",), ("technologies",), ("territories",), ("site",), ("trl",), ("money", "price_per"),
    ("lead_time_days", "deadline", "opens"), ("cooperation",), ("languages",), ("support", "cooperation"),
    ("places",), ("trl_min",),
)  # fmt: skip
FACETS: Final = len(_NAMES)
_REMEMBERED: Final = 1 << 16


def hashes(record: Record) -> bytes:
    """Eight bytes a facet."""
    facts = record.facts
    found = _UNSAID.copy()
    for place, get, unsaid in _GETS:
        value = get(facts)
        if value is not unsaid and value != unsaid:
            found[place] = _hash(place, value, "")
    if record.language or facts.languages:
        found[_LANGUAGE] = _hash(_LANGUAGE, facts.languages, record.language)
    return b"".join(found)


_LANGUAGE: Final = int(Facet.LANGUAGE)
_GETS: Final = [
    (place, attrgetter(*names), attrgetter(*names)(Facts())) for place, names in enumerate(_NAMES) if place != _LANGUAGE
]


@lru_cache(maxsize=_REMEMBERED)
def _hash(place: int, value: Any, language: str | None) -> bytes:
    values = value if isinstance(value, tuple) else (value,)
    said = plain_json([place, language, *values]).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=8).digest()


_UNSAID: Final = [_hash(place, attrgetter(*names)(Facts()), "") for place, names in enumerate(_NAMES)]


def said(record: Record, facet: int) -> Said:
    """What a record says there."""
    kept: dict[str, Any] = {name: getattr(record.facts, name) for name in _NAMES[facet]}
    return Said(Facts(**kept), record.language if facet == _LANGUAGE else None)
