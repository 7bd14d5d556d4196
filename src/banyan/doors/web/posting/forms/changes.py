"""Two people, or two tabs, changing the same listing: who changed what since the form was filled."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from banyan.domain.listings.selectors import as_json, parse
from banyan.domain.listings.types import Kind, Value, Values
from banyan.doors.web.posting.forms.reading import Answers

#: Name of a question → fingerprint of the answer it had when the form was filled.
Seen = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """``mine`` is what to save, ``taken`` others' changes of questions left alone here, ``both`` were changed twice."""

    mine: Answers
    taken: frozenset[str]
    both: frozenset[str]


def seen_of(values: Values) -> str:
    """The fingerprints of the answers a form is filled with, to be sent along with it."""
    return json.dumps({name: _print(value) for name, value in values.items()}, separators=(",", ":"))


def seen_in(text: str) -> Seen | None:
    """The fingerprints that came back; ``None`` when they are missing or broken, and all counts as changed here."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else None


def merge(kind: Kind, *, seen: Seen | None, stored: Values, mine: Answers) -> Merge:
    """What a form means that is older than the stored answers: what others did stays unless it was changed here too."""
    parsed = parse(kind, mine, together=False)
    both: set[str] = set()
    taken: set[str] = set()
    for name in mine:
        ours = "unreadable" if name in parsed.errors else _print(parsed.values.get(name))
        theirs = _print(stored.get(name))
        before = None if seen is None else seen.get(name, _print(None))
        if ours == theirs:
            continue
        if ours == before:
            taken.add(name)
        elif theirs != before:
            both.add(name)
    return Merge({name: given for name, given in mine.items() if name not in taken}, frozenset(taken), frozenset(both))


def _print(value: Value | None) -> str:
    written = "" if value is None else json.dumps(as_json(value), sort_keys=True, ensure_ascii=False, default=str)
    return format(zlib.crc32(written.encode(errors="replace")), "x")
