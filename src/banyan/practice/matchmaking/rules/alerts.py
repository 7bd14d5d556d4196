"""When somebody hears of what is new, and what counts as new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zlib import crc32
from zoneinfo import ZoneInfo

from banyan.practice.matchmaking.types import Frequency, SearchRequest

#: Letters of a day or a week go out at this hour where their reader lives; those of a week on Mondays.
HOUR, WEEKDAY = 7, 0
#: "At once" is no hail: so much time lies between two letters.
PAUSE = timedelta(hours=1)
_KEPT: Final = 64
"""Words of a sketch. Of texts with fewer words the likeness is exact, of others within some 0.05."""
_ALIKE: Final = 0.8
"""Share of words in common below which a text was changed in earnest: not a comma, not a name spelt otherwise."""


def zone_of(name: str) -> ZoneInfo:
    """The time zone, UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def next_letter(after: datetime, frequency: Frequency, zone: str) -> datetime | None:
    """When a letter tells what was found at ``after`` (aware), in UTC: at once, on the next morning or the next Monday
    morning of the reader; ``None`` for no letter."""
    if frequency is Frequency.PAGE:
        return None
    if frequency is Frequency.AT_ONCE:
        return after.astimezone(UTC)
    here = zone_of(zone)
    today = after.astimezone(here).date()
    days = (today + timedelta(days=ahead) for ahead in range(-1, 10))
    mornings = (_morning(day, here) for day in days if frequency is Frequency.DAILY or day.weekday() == WEEKDAY)
    return next(moment for moment in mornings if moment > after)


def _morning(day: date, zone: ZoneInfo) -> datetime:
    """An hour that a change of clocks leaves out is an hour later then."""
    return datetime.combine(day, time(HOUR), tzinfo=zone).astimezone(UTC)


def soonest(moments: Iterable[datetime | None]) -> datetime | None:
    """The first of some letters; ``None`` when there is none."""
    return min((one for one in moments if one is not None), default=None)


def may_write(last: datetime | None, now: datetime, *, scheduled: bool) -> bool:
    """Whether a letter may go out now. One of a morning (``scheduled``) always; others not right after the last."""
    return scheduled or last is None or now - last >= PAUSE


@dataclass(frozen=True, slots=True)
class Sketch:
    """A listing in a few numbers, to see whether it is another one than it was: since when it is shown, a digest of
    what can be checked of it, and hashes of some of its words."""

    published: str
    facts: str
    words: tuple[int, ...]


def sketch(published: str, facts: Mapping[str, object], words: Iterable[str]) -> Sketch:
    """The same listing gives the same sketch on every machine."""
    said = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
    hashes = sorted({crc32(word.encode("utf-8", "surrogatepass")) for word in words})
    return Sketch(
        published, hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:24], tuple(hashes[:_KEPT])
    )


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """About the share of words that two texts have in common (Jaccard, by the smallest hashes of both), 0 to 1."""
    every = sorted({*one, *other})[:_KEPT]
    both = {*one} & {*other}
    return sum(hash in both for hash in every) / len(every) if every else 1.0


def is_news(before: Sketch | None, now: Sketch, *, shown: bool) -> bool:
    """Whether a listing counts as new: first or again published, or changed in earnest since it was looked at.

    ``shown``: it has just come before people's eyes. Of one that was shown before anybody kept sketches nothing is
    known: a mere change of it is no news.
    """
    if before is None:
        return shown
    return now.published > before.published or now.facts != before.facts or likeness(before.words, now.words) < _ALIKE


def key_of_search(request: SearchRequest) -> str:
    """The same for searches that find the same: order of codes, spaces, sorting and page do not matter."""
    said = {
        "text": " ".join(request.text.split()).casefold(),
        **{name: sorted(set(codes)) for name, codes in codes_of(request).items() if codes},
    }
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
    return f"search:{digest[:32]}"


def key_of_listing(public_id: str) -> str:
    """The same for what answers one listing."""
    return f"listing:{public_id}"


def codes_of(request: SearchRequest) -> dict[str, tuple[str, ...]]:
    """The codes of each facet, by the field's name."""
    return {
        "kinds": request.kinds,
        "sdgs": request.sdgs,
        "sectors": request.sectors,
        "technologies": request.technologies,
        "places": request.places,
        "trl": request.trl,
        "cooperation": request.cooperation,
        "languages": request.languages,
    }


def passing(filters: Mapping[str, frozenset[str]], carried: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Ids that a narrowing lets through: any code of each facet, all facets. ``carried`` is ``facet:code`` → ids with
    it. ``None`` when nothing is narrowed."""
    found: frozenset[str] | None = None
    for facet, codes in filters.items():
        any_of = frozenset[str]().union(*(carried.get(f"{facet}:{code}", frozenset()) for code in codes))
        found = any_of if found is None else found & any_of
    return found
