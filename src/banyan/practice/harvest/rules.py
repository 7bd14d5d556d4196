"""Pure decisions about sources: what a record's fields become, when a source is asked again, what a report counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

#: Nobody's clock is right: this much is read again each time, so that nothing falls between two readings.
OVERLAP = timedelta(seconds=61)
#: Pages in a row that tell nothing new, after which a list is taken for endless.
STALE_PAGES = 8
#: Nodes that a record may have passed.
LONGEST_CHAIN = 16
LONGEST_PAYLOAD = 200_000
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=5), timedelta(days=1)
_MAIL = re.compile(r"[^@\s,;<>]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}\Z", re.IGNORECASE)
_CREATIVE = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)/([0-9.]+)|publicdomain/zero/([0-9.]+))")

#: What a source does not decide here: whose a listing is, who is written to and who sees what.
NOT_THEIRS = frozenset({"id", "kind", "organisation", "contact", "deputy", "chapter", "visibility", "anonymous"})

#: Dublin Core to our fields, for sources that say nothing else.
DUBLIN_CORE: Mapping[str, str] = {
    "title": "title",
    "summary": "description",
    "language": "language",
    "licence": "rights",
    "url": "identifier",
    "kind": "type",
}
_GROUPS = ("sdgs", "technologies", "sectors")


def mapped(said: Mapping[str, object], mapping: Mapping[str, str], *, lists: Iterable[str]) -> dict[str, object]:
    """The record under our names. In ``mapping`` stands, for each of our fields, the source's name for it, or a fixed
    answer behind ``=``. A field that takes one answer gets the first, one that takes a list all."""
    many = frozenset(lists)
    found: dict[str, object] = {}
    for ours, theirs in mapping.items():
        value = theirs[1:] if theirs.startswith("=") else said.get(theirs)
        if isinstance(value, list | tuple) and ours not in many:
            value = next((one for one in value if one not in ("", None)), None)
        if value not in (None, "", [], ()):
            found[ours] = value
    return found


def dublin_core(said: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """What a list of Dublin Core terms says besides its plain mapping: subjects such as ``sdgs:6``, and a web address
    and a short licence among several."""
    found: dict[str, object] = {}
    for group in _GROUPS:
        named = [one.partition(":")[2] for one in said.get("subject", ()) if one.startswith(f"{group}:")]
        if named:
            found[group] = named
    url = next((one for one in said.get("identifier", ()) if one.startswith(("http://", "https://"))), "")
    if url:
        found["url"] = url
    return found


def short_licence(said: str) -> str:
    """``https://creativecommons.org/licenses/by/4.0/`` → ``CC-BY-4.0``; others stay, as far as they fit."""
    creative = _CREATIVE.search(said)
    if creative is None:
        return said.strip()[:80]
    return f"CC0-{creative[3]}" if creative[3] else f"CC-{creative[1].upper()}-{creative[2]}"


def pause(failures: int, asked: int | None = None) -> timedelta:
    """How long a source is left alone after so many readings in a row that stopped; ``asked`` seconds at least."""
    times: int = 2 ** min(max(failures, 1) - 1, 12)
    doubled = min(_FIRST_PAUSE * times, _LONGEST_PAUSE)
    return max(doubled, timedelta(seconds=asked or 0))


def begin_from(known: datetime | None) -> datetime | None:
    """From when on a source is read, when all is known up to ``known``."""
    return None if known is None else known - OVERLAP


def known_until(told: datetime | None, started: datetime) -> datetime:
    """Up to when all is known after a whole reading: what the source's clock said, unless it runs ahead of ours."""
    return started if told is None else min(told, started)


def seems_dead(contact: str) -> bool:
    """Whether nobody can be reached at what is given as an address. Only its form is looked at."""
    host = contact.rpartition("@")[2].lower()
    return _MAIL.match(contact.strip()) is None or host.endswith((".invalid", ".test", ".localhost"))


def too_few(named: int, held: int) -> bool:
    """Whether a list of all there is names so few of what was held that the list is rather broken than true."""
    return held >= 10 and named * 2 < held


def writes(mine: tuple[int, int], other: tuple[int, int]) -> bool:
    """Of two sources with the same record the one writes whose way was shorter, then the older. Each is the number
    of nodes passed and the source's row."""
    return mine < other
