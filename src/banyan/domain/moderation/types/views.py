"""What crosses the threshold of the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from banyan.domain.moderation.types.enums import Measure, Reason, State, Thing, Verb, Who


@dataclass(frozen=True, slots=True)
class Reported:
    """A thing that somebody wants to report, as they see it. ``chapter`` and ``listing`` are row keys.

    ``owner`` is the public id of whoever wrote it; ``title`` names it in lists and letters, and may be empty.
    """

    kind: Thing
    about: str
    words: str
    title: str = ""
    owner: str = ""
    chapter: int | None = None
    listing: int | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """What a form says of how it was filled: the signed moment it was shown, and a field that people do not see."""

    moment: str = ""
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a report's history. ``name`` is told to stewards alone."""

    at: datetime
    verb: Verb
    note: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One report in a list; ``others`` wait about the same thing."""

    id: str
    kind: Thing
    title: str
    reason: Reason
    state: State
    at: datetime
    changed: datetime
    chapter: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class FlagWaits:
    """A report that waits at a desk: for a first decision, or ``appealed``. ``chapter`` is a row key."""

    id: str
    title: str
    language: str
    chapter: int | None
    since: datetime
    appealed: bool


@dataclass(frozen=True, slots=True)
class FlagView:
    """A report as one reader may see it.

    ``reporter``, ``line`` and the names in ``history`` are for stewards; ``words`` not for the reporter, who may have
    lost the right to read them. ``listing`` is the id of a listing that the reader may look at. When it was reported
    (``at``) is not told to the owner. ``verbs`` are what the reader may do next; ``note`` is what was said with the
    first decision, ``answer`` with the second.
    """

    id: str
    kind: Thing
    about: str
    listing: str
    title: str
    reason: Reason
    found: Reason | None
    state: State
    measure: Measure
    at: datetime
    changed: datetime
    version: int
    as_: Who
    verbs: tuple[Verb, ...]
    note: str = ""
    appeal: str = ""
    answer: str = ""
    words: str = ""
    line: str = ""
    reporter: str = ""
    anonymous: bool = False  #: whoever reported it was not signed in
    history: tuple[Happening, ...] = ()
    others: tuple[str, ...] = ()  #: ids of other reports that wait about the same thing
